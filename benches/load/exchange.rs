use std::io;
use std::net::SocketAddr;
use std::time::Duration;

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpSocket, TcpStream};

/// A connection that is used for one request after another.
///
/// As plain as can be, so that the client takes little of the machine.
pub(crate) struct Connection {
    stream: TcpStream,
    buffer: Box<[u8]>,
}

/// The head of an answer.
#[derive(Debug)]
pub(crate) struct Head {
    pub(crate) status: u16,
    /// Bytes of the body, where the answer says so.
    pub(crate) length: Option<u64>,
    pub(crate) retry_after: Option<Duration>,
    /// Bytes of the head itself.
    size: usize,
    /// Bytes of the body that came with it.
    begun: u64,
}

impl Connection {
    pub(crate) async fn open(address: SocketAddr) -> io::Result<Self> {
        let stream = TcpStream::connect(address).await?;
        stream.set_nodelay(true)?;
        Ok(Self::of(stream, 256 * 1024))
    }

    /// Opens a connection that holds back what is not read, as a player does.
    pub(crate) async fn open_small(address: SocketAddr) -> io::Result<Self> {
        let socket = TcpSocket::new_v4()?;
        socket.set_recv_buffer_size(16 * 1024)?;
        Ok(Self::of(socket.connect(address).await?, 8 * 1024))
    }

    fn of(stream: TcpStream, buffer: usize) -> Self {
        Self {
            stream,
            buffer: vec![0; buffer].into(),
        }
    }

    /// Asks for a path, with further fields, and reads the head of the answer.
    pub(crate) async fn ask(&mut self, path: &str, fields: &str) -> io::Result<Head> {
        let request = format!("GET {path} HTTP/1.1\r\nHost: localhost\r\n{fields}\r\n");
        self.stream.write_all(request.as_bytes()).await?;
        let mut read = 0;
        loop {
            let more = self.stream.read(&mut self.buffer[read..]).await?;
            if more == 0 {
                return Err(io::ErrorKind::UnexpectedEof.into());
            }
            read += more;
            let end = self.buffer[..read]
                .windows(4)
                .position(|four| four == b"\r\n\r\n");
            if let Some(end) = end {
                return Head::parse(&self.buffer[..read], end);
            }
        }
    }

    /// Reads the rest of a body whose length is known; returns all its bytes.
    pub(crate) async fn finish(&mut self, head: &Head) -> io::Result<u64> {
        let length = head.length.ok_or(io::ErrorKind::InvalidData)?;
        let mut left = length - head.begun;
        while left > 0 {
            let room = self
                .buffer
                .len()
                .min(usize::try_from(left).unwrap_or(usize::MAX));
            left -= self.more(room).await? as u64;
        }
        Ok(length)
    }

    /// Reads the rest of a body whose length is known, all of whose bytes count.
    pub(crate) async fn hash(&mut self, head: &Head) -> io::Result<blake3::Hash> {
        let mut left = head.length.ok_or(io::ErrorKind::InvalidData)? - head.begun;
        let mut hash = blake3::Hasher::new();
        let from = head.size;
        hash.update(&self.buffer[from..from + head.begun as usize]);
        while left > 0 {
            let read = self
                .more(usize::try_from(left).unwrap_or(usize::MAX))
                .await?;
            hash.update(&self.buffer[..read]);
            left -= read as u64;
        }
        Ok(hash.finalize())
    }

    /// Reads until the server hangs up; returns the bytes, those of the transfer coding included.
    pub(crate) async fn drain(&mut self, head: &Head) -> io::Result<u64> {
        let mut bytes = head.begun;
        loop {
            match self.stream.read(&mut self.buffer).await? {
                0 => return Ok(bytes),
                more => bytes += more as u64,
            }
        }
    }

    /// Reads some bytes, at most so many.
    pub(crate) async fn more(&mut self, most: usize) -> io::Result<usize> {
        let most = most.min(self.buffer.len());
        match self.stream.read(&mut self.buffer[..most]).await? {
            0 => Err(io::ErrorKind::UnexpectedEof.into()),
            read => Ok(read),
        }
    }
}

impl Head {
    /// Reads what has come, of which the head's last line ends at `end`.
    fn parse(come: &[u8], end: usize) -> io::Result<Self> {
        let text = std::str::from_utf8(&come[..end]).map_err(|_| io::ErrorKind::InvalidData)?;
        let field = |name: &str| {
            text.lines().find_map(|line| {
                let (key, value) = line.split_once(':')?;
                key.eq_ignore_ascii_case(name).then(|| value.trim())
            })
        };
        let number = |name| field(name).and_then(|value| value.parse().ok());
        let status = text.get(9..12).and_then(|status| status.parse().ok());
        Ok(Self {
            status: status.ok_or(io::ErrorKind::InvalidData)?,
            length: number("content-length"),
            retry_after: number("retry-after").map(Duration::from_secs),
            size: end + 4,
            begun: (come.len() - end - 4) as u64,
        })
    }
}
