//! Serves like `lyssna serve`, and also reads pages at some addresses of this machine.
//!
//! `cargo run --release --example nearby -- lyssna.toml 127.0.0.1:8080 127.0.0.1:3000`
//!
//! The first address is the service's own, each other one a web server that it may read from: a
//! site that is still being built. The service itself has no such way past its guard; do not let
//! strangers reach this one.

use std::env;
use std::error::Error;
use std::net::SocketAddr;
use std::path::PathBuf;

use lyssna::config::Config;
use lyssna::fetch::{Client, Network};
use lyssna::http::{Parts, Server};
use tokio::signal;

#[tokio::main]
async fn main() -> Result<(), Box<dyn Error>> {
    let mut arguments = env::args().skip(1);
    let path: PathBuf = arguments.next().ok_or("which configuration?")?.into();
    let addresses: Vec<SocketAddr> = arguments.map(|a| a.parse()).collect::<Result<_, _>>()?;
    let (listen, allowed) = addresses.split_first().ok_or("listen where?")?;

    let mut config = Config::load(Some(&path), env::vars())?;
    config.listen = *listen;
    let network = Network {
        allowed: allowed.to_vec(),
        ..Network::default()
    };
    let parts = Parts {
        pages: Client::with_network(config.fetch.clone(), network)?,
        ..Parts::load(&config)?
    };
    let server = Server::bind_with(&config, parts).await?;
    let interrupted = async { drop(signal::ctrl_c().await) };
    server.run(interrupted).await;
    Ok(())
}
