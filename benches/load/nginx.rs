use std::fs::Permissions;
use std::io;
use std::net::{SocketAddr, TcpListener};
use std::os::unix::fs::PermissionsExt;
use std::path::Path;
use std::process::{self, Stdio};
use std::time::Duration;

use tempfile::TempDir;
use tokio::net::TcpStream;
use tokio::process::{Child, Command};

/// nginx with one file to serve, and otherwise as Debian has it.
pub(crate) struct Nginx {
    pub(crate) address: SocketAddr,
    process: Child,
    _folder: TempDir,
}

impl Drop for Nginx {
    fn drop(&mut self) {
        // Its workers end with it only when it is asked to end.
        let id = self.process.id().expect("it runs").to_string();
        let asked = process::Command::new("kill").args(["-TERM", &id]).status();
        assert!(asked.is_ok_and(|status| status.success()), "nginx goes on");
    }
}

impl Nginx {
    pub(crate) async fn start(file: &[u8]) -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        // Its workers may be another user's.
        let open = Permissions::from_mode(0o755);
        std::fs::set_permissions(folder.path(), open).expect("the folder is ours");
        std::fs::write(folder.path().join("clip.mp3"), file).expect("a file");
        let address = TcpListener::bind("127.0.0.1:0").and_then(|free| free.local_addr());
        let address = address.expect("a free port");
        let config = folder.path().join("nginx.conf");
        std::fs::write(&config, configuration(folder.path(), address)).expect("a file");
        let started = Command::new("nginx")
            .arg("-e")
            .arg(folder.path().join("error.log"))
            .arg("-c")
            .arg(&config)
            .stderr(Stdio::null())
            .spawn();
        let process = match started {
            Ok(process) => process,
            Err(error) if error.kind() == io::ErrorKind::NotFound => {
                panic!("nginx is not installed, and what it does is the measure")
            }
            Err(error) => panic!("nginx does not start: {error}"),
        };
        for _ in 0..100 {
            if TcpStream::connect(address).await.is_ok() {
                return Self {
                    address,
                    process,
                    _folder: folder,
                };
            }
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
        panic!("nginx does not answer");
    }
}

/// Both servers write a line a request, and have as many threads of work as there are cores.
fn configuration(folder: &Path, address: SocketAddr) -> String {
    let folder = folder.display();
    format!(
        "daemon off; worker_processes auto; pid {folder}/pid;\n\
         events {{ worker_connections 1024; }}\n\
         http {{\n\
           access_log {folder}/access.log; sendfile on; tcp_nopush on;\n\
           client_body_temp_path {folder}/body; proxy_temp_path {folder}/proxy;\n\
           fastcgi_temp_path {folder}/fastcgi; uwsgi_temp_path {folder}/uwsgi;\n\
           scgi_temp_path {folder}/scgi;\n\
           keepalive_requests 1000000; default_type audio/mpeg;\n\
           server {{ listen {address}; root {folder}; }}\n\
         }}\n"
    )
}
