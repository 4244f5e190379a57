//! The model file: what it holds and how it is read.
//!
//! All numbers are little-endian. The file begins with `LG2P`, its version (u16) and the FNV-1a
//! hash (u64) of the rest: the sizes, the letters, the chunks, and the matrices, whose weights
//! are signed bytes with one f32 scale a matrix; then the memory: the counts of tokens and levels
//! (u8), for each token its letter, chunk and stress (0 none, 1 or 2 main with that accent,
//! 3 secondary), and for each level a count (u32), the last tokens, the logarithms, and in all
//! but the last the costs of falling back and the counts of children, a byte each.
//! `voices/g2p/export.py` writes it.

use super::memory::{LONGEST, Level, Memory, Token};
use super::network::{Dense, Gates, Network, Recurrent};
use super::{Accent, Phone, Stress, Symbol};

const MAGIC: &[u8; 4] = b"LG2P";
const VERSION: u16 = 2;
/// More than any sensible model has; it bounds what a damaged file can make us reserve.
const MOST: usize = 1024;
/// Marks a long vowel in a chunk's byte.
const LONG: u8 = 0x80;

/// Why bytes are not a letter-to-sound model.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ModelError {
    /// The bytes begin with something else.
    #[error("not a letter-to-sound model")]
    Magic,
    /// The file is of a version that this program does not read.
    #[error("letter-to-sound model of version {0}, expected {VERSION}")]
    Version(u16),
    /// The bytes end too early or have changed since they were written.
    #[error("letter-to-sound model is damaged: checksum differs")]
    Checksum,
    /// A size, letter, phone or number lies outside its range.
    #[error("letter-to-sound model is damaged: bad {0}")]
    Content(&'static str),
}

/// A parsed model file.
#[derive(Debug)]
pub(super) struct Model {
    /// The letters it knows, in the order of their numbers.
    pub(super) letters: Vec<char>,
    /// What one letter may sound as.
    pub(super) chunks: Vec<Vec<Phone>>,
    pub(super) network: Network,
    pub(super) memory: Memory,
}

struct Sizes {
    letters: usize,
    chunks: usize,
    window: usize,
    features: usize,
    hidden: usize,
}

impl Model {
    /// Reads a model file.
    ///
    /// # Errors
    /// [`ModelError`] on anything but a whole file of this version.
    pub(super) fn parse(bytes: &[u8]) -> Result<Self, ModelError> {
        let mut reader = Reader { bytes };
        if reader
            .take(MAGIC.len(), "start")
            .map_err(|_| ModelError::Magic)?
            != MAGIC
        {
            return Err(ModelError::Magic);
        }
        let version = reader.u16().map_err(|_| ModelError::Checksum)?;
        if version != VERSION {
            return Err(ModelError::Version(version));
        }
        let hash = reader.u64().map_err(|_| ModelError::Checksum)?;
        if hash != fnv1a(reader.bytes) {
            return Err(ModelError::Checksum);
        }
        let model = reader.model()?;
        if reader.bytes.is_empty() {
            Ok(model)
        } else {
            Err(ModelError::Content("length"))
        }
    }

    /// Whether a chunk of this number holds a vowel.
    pub(super) fn has_vowel(&self, chunk: usize) -> bool {
        self.chunks[chunk].iter().any(|phone| phone.is_vowel())
    }
}

struct Reader<'a> {
    bytes: &'a [u8],
}

impl<'a> Reader<'a> {
    fn take(&mut self, count: usize, what: &'static str) -> Result<&'a [u8], ModelError> {
        let (head, tail) = self
            .bytes
            .split_at_checked(count)
            .ok_or(ModelError::Content(what))?;
        self.bytes = tail;
        Ok(head)
    }

    fn array<const N: usize>(&mut self) -> Result<[u8; N], ModelError> {
        let (head, tail) = self
            .bytes
            .split_first_chunk()
            .ok_or(ModelError::Content("length"))?;
        self.bytes = tail;
        Ok(*head)
    }

    fn u16(&mut self) -> Result<u16, ModelError> {
        self.array().map(u16::from_le_bytes)
    }

    fn u32(&mut self) -> Result<u32, ModelError> {
        self.array().map(u32::from_le_bytes)
    }

    fn u64(&mut self) -> Result<u64, ModelError> {
        self.array().map(u64::from_le_bytes)
    }

    fn f32(&mut self) -> Result<f32, ModelError> {
        let value = self.array().map(f32::from_le_bytes)?;
        if value.is_finite() {
            Ok(value)
        } else {
            Err(ModelError::Content("number"))
        }
    }

    fn size(&mut self) -> Result<usize, ModelError> {
        match usize::from(self.u16()?) {
            size @ 1..=MOST => Ok(size),
            _ => Err(ModelError::Content("size")),
        }
    }

    fn model(&mut self) -> Result<Model, ModelError> {
        let sizes = Sizes {
            letters: self.size()?,
            chunks: self.size()?,
            window: self.size()?,
            features: self.size()?,
            hidden: self.size()?,
        };
        Ok(Model {
            letters: (0..sizes.letters)
                .map(|_| self.letter())
                .collect::<Result<_, _>>()?,
            chunks: (0..sizes.chunks)
                .map(|_| self.chunk())
                .collect::<Result<_, _>>()?,
            network: self.network(&sizes)?,
            memory: self.memory(&sizes)?,
        })
    }

    fn letter(&mut self) -> Result<char, ModelError> {
        char::from_u32(u32::from(self.u16()?)).ok_or(ModelError::Content("letter"))
    }

    fn chunk(&mut self) -> Result<Vec<Phone>, ModelError> {
        let [count] = self.array()?;
        self.take(usize::from(count), "chunk")?
            .iter()
            .map(|&byte| {
                let symbol = Symbol::from_index(usize::from(byte & !LONG))
                    .ok_or(ModelError::Content("phone"))?;
                Ok(Phone {
                    long: byte & LONG != 0,
                    ..Phone::new(symbol)
                })
            })
            .collect()
    }

    fn network(&mut self, sizes: &Sizes) -> Result<Network, ModelError> {
        let window = (0..sizes.window)
            .map(|_| self.matrix(sizes.letters, sizes.features))
            .collect::<Result<_, _>>()?;
        Ok(Network {
            window,
            window_bias: self.vector(sizes.features)?,
            layers: [
                self.recurrent(sizes.features, sizes.hidden)?,
                self.recurrent(2 * sizes.hidden, sizes.hidden)?,
            ],
            output: self.dense(2 * sizes.hidden, sizes.chunks + 3)?,
        })
    }

    fn memory(&mut self, sizes: &Sizes) -> Result<Memory, ModelError> {
        let [count, levels] = self.array()?;
        let end = count.checked_add(1).ok_or(ModelError::Content("tokens"))?;
        let mut tokens = vec![Vec::new(); sizes.letters];
        for number in 1..=count {
            let (letter, token) = self.token(sizes)?;
            tokens
                .get_mut(letter)
                .ok_or(ModelError::Content("token"))?
                .push((number, token));
        }
        if tokens.iter().any(Vec::is_empty) || !(1..=LONGEST).contains(&usize::from(levels)) {
            return Err(ModelError::Content("tokens"));
        }
        let levels: Vec<Level> = (1..=levels)
            .map(|length| self.level(length == levels))
            .collect::<Result<_, _>>()?;
        let whole = levels.windows(2).all(|pair| {
            pair[0].first.last().map(|&end| end as usize) == Some(pair[1].tokens.len())
        });
        if whole {
            Ok(Memory {
                tokens,
                end,
                levels,
            })
        } else {
            Err(ModelError::Content("memory"))
        }
    }

    fn token(&mut self, sizes: &Sizes) -> Result<(usize, Token), ModelError> {
        let [letter, chunk, stress] = self.array()?;
        let (stress, accent) = match stress {
            0 => (Stress::None, Accent::Acute),
            1 => (Stress::Primary, Accent::Acute),
            2 => (Stress::Primary, Accent::Grave),
            3 => (Stress::Secondary, Accent::Acute),
            _ => return Err(ModelError::Content("stress")),
        };
        let chunk = usize::from(chunk);
        if chunk >= sizes.chunks {
            return Err(ModelError::Content("token"));
        }
        let token = Token {
            chunk,
            stress,
            accent,
        };
        Ok((usize::from(letter), token))
    }

    fn level(&mut self, longest: bool) -> Result<Level, ModelError> {
        let count = self.u32()? as usize;
        let mut level = Level {
            tokens: self.take(count, "memory")?.to_vec(),
            logs: self.take(count, "memory")?.to_vec(),
            back: Vec::new(),
            first: Vec::new(),
        };
        if !longest {
            level.back = self.take(count, "memory")?.to_vec();
            level.first.reserve(count + 1);
            level.first.push(0);
            let mut end = 0;
            for &children in self.take(count, "memory")? {
                end += u32::from(children);
                level.first.push(end);
            }
        }
        Ok(level)
    }

    fn recurrent(&mut self, inputs: usize, hidden: usize) -> Result<Recurrent, ModelError> {
        let mut gates = || -> Result<Gates, ModelError> {
            Ok(Gates {
                input: self.dense(inputs, 3 * hidden)?,
                state: self.dense(hidden, 3 * hidden)?,
            })
        };
        Ok(Recurrent {
            forward: gates()?,
            backward: gates()?,
        })
    }

    fn dense(&mut self, inputs: usize, outputs: usize) -> Result<Dense, ModelError> {
        Ok(Dense {
            weights: self.matrix(inputs, outputs)?,
            bias: self.vector(outputs)?,
        })
    }

    fn matrix(&mut self, rows: usize, columns: usize) -> Result<Vec<f32>, ModelError> {
        let scale = self.f32()?;
        let weights = self.take(rows * columns, "matrix")?;
        Ok(weights
            .iter()
            .map(|&byte| f32::from(byte.cast_signed()) * scale)
            .collect())
    }

    fn vector(&mut self, count: usize) -> Result<Vec<f32>, ModelError> {
        (0..count).map(|_| self.f32()).collect()
    }
}

/// The 64-bit FNV-1a hash: it finds damage, not malice.
fn fnv1a(bytes: &[u8]) -> u64 {
    bytes.iter().fold(0xcbf2_9ce4_8422_2325, |hash, &byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
    })
}
