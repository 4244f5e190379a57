//! The file format of the networks' weights.
//!
//! All numbers are little-endian, and nothing is aligned:
//!
//! | bytes | what |
//! | --- | --- |
//! | 8 | the magic bytes `LYSVOCOD` |
//! | u32 | version, 1 |
//! | u32 | number of tensors |
//!
//! and for each tensor:
//!
//! | bytes | what |
//! | --- | --- |
//! | u8, then as many | name, ASCII |
//! | u8 | element type: 0 is f32, 1 is i8 |
//! | u8 | number of dimensions |
//! | u32 each | the dimensions, slowest first |
//! | the rest | the elements, row by row |
//!
//! `voices/recipe/opus_weights.py` writes it. Damage that leaves lengths and
//! names whole is not seen here; the checksum in the voice's manifest finds it.

#[cfg(test)]
pub(super) mod tests;

use std::collections::BTreeMap;

const MAGIC: &[u8; 8] = b"LYSVOCOD";
const VERSION: u32 = 1;

/// Why a file is not the weights of a network.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum WeightsError {
    /// The file does not begin with the format's magic bytes.
    #[error("not a file of weights: it does not begin with LYSVOCOD")]
    Magic,
    /// The file has a version that this program does not know.
    #[error("weights of version {found}, this program reads version {VERSION}")]
    Version {
        /// Version in the file.
        found: u32,
    },
    /// The file ends inside a header or a tensor.
    #[error("the weights end too early: {needed} more bytes needed at byte {offset}")]
    Truncated {
        /// Byte offset at which data was expected.
        offset: usize,
        /// Number of bytes expected there.
        needed: usize,
    },
    /// Bytes follow the last tensor.
    #[error("{bytes} bytes too many after the last tensor of the weights")]
    Trailing {
        /// Number of bytes too many.
        bytes: usize,
    },
    /// A tensor's name is not ASCII text.
    #[error("a tensor's name at byte {offset} of the weights is not ASCII")]
    Name {
        /// Byte offset of the name.
        offset: usize,
    },
    /// A tensor's element type is unknown, or its size overflows.
    #[error("tensor {name} of the weights has an impossible header")]
    Header {
        /// Name of the tensor.
        name: String,
    },
    /// A tensor occurs twice, or belongs to no layer.
    #[error("tensor {name} is not expected in the weights")]
    Unexpected {
        /// Name of the tensor.
        name: String,
    },
    /// A tensor that the model needs is not there.
    #[error("tensor {name} is missing from the weights")]
    Missing {
        /// Name of the tensor.
        name: String,
    },
    /// A tensor's element type or dimensions differ from the model's.
    #[error("tensor {name} of the weights does not have the shape {expected:?}")]
    Shape {
        /// Name of the tensor.
        name: String,
        /// Dimensions that the model needs.
        expected: Vec<usize>,
    },
    /// A float is infinite or not a number.
    #[error("tensor {name} of the weights holds a value that is not finite")]
    NotFinite {
        /// Name of the tensor.
        name: String,
    },
}

/// Element type of a tensor.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Element {
    Float32,
    Int8,
}

impl Element {
    fn size(self) -> usize {
        match self {
            Self::Float32 => size_of::<f32>(),
            Self::Int8 => size_of::<i8>(),
        }
    }
}

/// One tensor's header and the bytes of its elements.
#[derive(Debug)]
struct Tensor<'a> {
    element: Element,
    shape: Vec<usize>,
    bytes: &'a [u8],
}

/// The tensors of a file by name, until a layer takes them.
#[derive(Debug)]
pub(super) struct Tensors<'a> {
    by_name: BTreeMap<&'a str, Tensor<'a>>,
}

impl<'a> Tensors<'a> {
    /// Reads the headers of a whole file.
    pub(super) fn parse(file: &'a [u8]) -> Result<Self, WeightsError> {
        let Some(rest) = file.strip_prefix(MAGIC) else {
            return Err(WeightsError::Magic);
        };
        let mut reader = Reader { file, rest };
        let found = reader.u32()?;
        if found != VERSION {
            return Err(WeightsError::Version { found });
        }
        let mut by_name = BTreeMap::new();
        for _ in 0..reader.u32()? {
            let (name, tensor) = reader.tensor()?;
            if by_name.insert(name, tensor).is_some() {
                return Err(WeightsError::Unexpected { name: name.into() });
            }
        }
        match reader.rest.len() {
            0 => Ok(Self { by_name }),
            bytes => Err(WeightsError::Trailing { bytes }),
        }
    }

    /// Takes out an f32 tensor of the given dimensions.
    pub(super) fn floats(&mut self, name: &str, shape: &[usize]) -> Result<Vec<f32>, WeightsError> {
        let bytes = self.take(name, Element::Float32, shape)?;
        let (quads, _) = bytes.as_chunks();
        let values: Vec<f32> = quads.iter().copied().map(f32::from_le_bytes).collect();
        if !values.iter().all(|value| value.is_finite()) {
            return Err(WeightsError::NotFinite { name: name.into() });
        }
        Ok(values)
    }

    /// Takes out an i8 tensor of the given dimensions.
    pub(super) fn bytes(&mut self, name: &str, shape: &[usize]) -> Result<Vec<i8>, WeightsError> {
        let bytes = self.take(name, Element::Int8, shape)?;
        Ok(bytes
            .iter()
            .map(|&byte| i8::from_le_bytes([byte]))
            .collect())
    }

    /// Fails when a tensor has been left over.
    pub(super) fn finish(self) -> Result<(), WeightsError> {
        match self.by_name.into_keys().next() {
            None => Ok(()),
            Some(name) => Err(WeightsError::Unexpected { name: name.into() }),
        }
    }

    fn take(
        &mut self,
        name: &str,
        element: Element,
        shape: &[usize],
    ) -> Result<&'a [u8], WeightsError> {
        let Some(tensor) = self.by_name.remove(name) else {
            return Err(WeightsError::Missing { name: name.into() });
        };
        if tensor.element != element || tensor.shape != shape {
            return Err(WeightsError::Shape {
                name: name.into(),
                expected: shape.to_vec(),
            });
        }
        Ok(tensor.bytes)
    }
}

/// A cursor over the file.
struct Reader<'a> {
    file: &'a [u8],
    rest: &'a [u8],
}

impl<'a> Reader<'a> {
    fn offset(&self) -> usize {
        self.file.len() - self.rest.len()
    }

    fn take(&mut self, count: usize) -> Result<&'a [u8], WeightsError> {
        let Some((taken, rest)) = self.rest.split_at_checked(count) else {
            return Err(WeightsError::Truncated {
                offset: self.offset(),
                needed: count - self.rest.len(),
            });
        };
        self.rest = rest;
        Ok(taken)
    }

    fn array<const N: usize>(&mut self) -> Result<[u8; N], WeightsError> {
        let mut array = [0; N];
        array.copy_from_slice(self.take(N)?);
        Ok(array)
    }

    fn u8(&mut self) -> Result<u8, WeightsError> {
        self.array().map(u8::from_le_bytes)
    }

    fn u32(&mut self) -> Result<u32, WeightsError> {
        self.array().map(u32::from_le_bytes)
    }

    fn name(&mut self) -> Result<&'a str, WeightsError> {
        let length = self.u8()?;
        let offset = self.offset();
        let bytes = self.take(length.into())?;
        match str::from_utf8(bytes) {
            Ok(name) if name.is_ascii() => Ok(name),
            _ => Err(WeightsError::Name { offset }),
        }
    }

    fn tensor(&mut self) -> Result<(&'a str, Tensor<'a>), WeightsError> {
        let name = self.name()?;
        let impossible = || WeightsError::Header { name: name.into() };
        let element = match self.u8()? {
            0 => Element::Float32,
            1 => Element::Int8,
            _ => return Err(impossible()),
        };
        let rank = self.u8()?;
        let mut shape = Vec::new();
        let mut size = element.size();
        for _ in 0..rank {
            let length = usize::try_from(self.u32()?).map_err(|_| impossible())?;
            size = size.checked_mul(length).ok_or_else(impossible)?;
            shape.push(length);
        }
        let bytes = self.take(size)?;
        let tensor = Tensor {
            element,
            shape,
            bytes,
        };
        Ok((name, tensor))
    }
}
