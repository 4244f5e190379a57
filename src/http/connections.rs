//! Connections: how many at once, and how long they may stand still.

use std::convert::Infallible;
use std::future::Future;
use std::io::{self, ErrorKind, IoSlice};
use std::net::SocketAddr;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll, ready};
use std::time::Duration;

use axum::Router;
use axum::body::Body;
use axum::extract::ConnectInfo;
use axum::http::Request;
use axum::response::Response;
use hyper::body::Incoming;
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::server::graceful::{GracefulShutdown, Watcher};
use metrics::Counter;
use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::Semaphore;
use tokio::time::{self, Sleep};
use tokio_util::sync::CancellationToken;
use tower::ServiceExt;

use super::Config;
use super::clients::Proxies;
use super::crowd::Crowd;

/// Pause after a failure to take a connection, as when files run out.
const RECOVERY: Duration = Duration::from_millis(100);

/// Answers clients until `stopped`, then lets those finish that are being answered.
pub(super) async fn serve(
    listener: TcpListener,
    router: Router,
    config: &Config,
    proxies: &Proxies,
    sent: Counter,
    stopped: CancellationToken,
) {
    let crowd = Crowd::new(config.connections_per_client.get());
    let places = Arc::new(Semaphore::new(config.connections.get()));
    let graceful = GracefulShutdown::new();
    let conversation = Conversation::new(router, config, sent);
    let taking = async |graceful: &GracefulShutdown| loop {
        // Who finds no place waits in the kernel's queue.
        let place = Arc::clone(&places).acquire_owned().await;
        match listener.accept().await {
            Ok((stream, client)) => {
                let address = client.ip().to_canonical();
                let is_exempt = address.is_loopback() || proxies.trust(address);
                let seat = crowd.admit(address);
                if seat.is_none() && !is_exempt {
                    tracing::debug!("a client has too many connections");
                    continue;
                }
                let conversation = conversation.clone();
                let watcher = graceful.watcher();
                tokio::spawn(async move {
                    conversation.hold(stream, client, watcher).await;
                    drop((place, seat));
                });
            }
            Err(error) if is_of_the_client(&error) => {}
            Err(error) => {
                tracing::error!(
                    error = &error as &dyn std::error::Error,
                    "no connection can be taken"
                );
                time::sleep(RECOVERY).await;
            }
        }
    };
    tokio::select! {
        () = taking(&graceful) => {}
        () = stopped.cancelled() => {}
    }
    // Who comes while others are being answered is told that the service is about to stop.
    let late = GracefulShutdown::new();
    tokio::select! {
        () = taking(&late) => {}
        () = graceful.shutdown() => {}
    }
}

fn is_of_the_client(error: &io::Error) -> bool {
    matches!(
        error.kind(),
        ErrorKind::ConnectionAborted | ErrorKind::ConnectionReset | ErrorKind::ConnectionRefused
    )
}

/// How one client is answered.
#[derive(Clone)]
struct Conversation {
    router: Router,
    http: http1::Builder,
    stall: Duration,
    sent: Counter,
}

impl Conversation {
    fn new(router: Router, config: &Config, sent: Counter) -> Self {
        let mut http = http1::Builder::new();
        http.timer(TokioTimer::new())
            .header_read_timeout(config.header_within())
            .max_buf_size(config.header_bytes);
        Self {
            router,
            http,
            stall: config.stall_within(),
            sent,
        }
    }

    async fn hold(self, stream: TcpStream, client: SocketAddr, watcher: Watcher) {
        // The first sound must not wait for a packet to fill.
        if let Err(error) = stream.set_nodelay(true) {
            tracing::debug!(error = &error as &dyn std::error::Error, "connection lost");
            return;
        }
        let stream = Patient {
            stream,
            stall: self.stall,
            waiting: None,
            sent: self.sent,
        };
        let router = self.router;
        let answer = service_fn(move |mut request: Request<Incoming>| {
            request.extensions_mut().insert(ConnectInfo(client));
            answer(router.clone(), request)
        });
        let connection = self.http.serve_connection(TokioIo::new(stream), answer);
        // Clients hang up, dawdle and send nonsense; that is their affair alone.
        if let Err(error) = watcher.watch(connection).await {
            tracing::debug!(error = &error as &dyn std::error::Error, "connection ended");
        }
    }
}

async fn answer(router: Router, request: Request<Incoming>) -> Result<Response, Infallible> {
    router.oneshot(request.map(Body::new)).await
}

/// A stream that fails when its client takes nothing of what is sent for too long.
struct Patient {
    stream: TcpStream,
    stall: Duration,
    waiting: Option<Pin<Box<Sleep>>>,
    /// Counts the bytes that the client takes.
    sent: Counter,
}

impl Patient {
    /// Bounds the time that passes without the client taking a byte.
    fn within(
        &mut self,
        cx: &mut Context<'_>,
        written: Poll<io::Result<usize>>,
    ) -> Poll<io::Result<usize>> {
        if let Poll::Ready(written) = written {
            self.waiting = None;
            self.sent
                .increment(written.as_ref().map_or(0, |&bytes| bytes as u64));
            return Poll::Ready(written);
        }
        let stall = self.stall;
        let waiting = self
            .waiting
            .get_or_insert_with(|| Box::pin(time::sleep(stall)));
        ready!(waiting.as_mut().poll(cx));
        Poll::Ready(Err(ErrorKind::TimedOut.into()))
    }
}

impl AsyncRead for Patient {
    fn poll_read(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        buffer: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_read(cx, buffer)
    }
}

impl AsyncWrite for Patient {
    fn poll_write(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        bytes: &[u8],
    ) -> Poll<io::Result<usize>> {
        let written = Pin::new(&mut self.stream).poll_write(cx, bytes);
        self.within(cx, written)
    }

    fn poll_write_vectored(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        parts: &[IoSlice<'_>],
    ) -> Poll<io::Result<usize>> {
        let written = Pin::new(&mut self.stream).poll_write_vectored(cx, parts);
        self.within(cx, written)
    }

    fn is_write_vectored(&self) -> bool {
        self.stream.is_write_vectored()
    }

    fn poll_flush(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_flush(cx)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_shutdown(cx)
    }
}
