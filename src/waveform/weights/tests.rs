use super::*;

/// Elements of a tensor to write.
pub(in crate::waveform) enum Values {
    Floats(Vec<f32>),
    Bytes(Vec<i8>),
}

use Values::{Bytes, Floats};

/// A weights file with the given tensors.
pub(in crate::waveform) fn file(tensors: &[(&str, &[u32], Values)]) -> Vec<u8> {
    let mut file = header(VERSION, tensors.len() as u32);
    for (name, shape, values) in tensors {
        file.push(name.len() as u8);
        file.extend(name.bytes());
        file.extend([u8::from(matches!(values, Bytes(_))), shape.len() as u8]);
        file.extend(shape.iter().flat_map(|length| length.to_le_bytes()));
        match values {
            Floats(values) => file.extend(values.iter().flat_map(|value| value.to_le_bytes())),
            Bytes(values) => file.extend(values.iter().flat_map(|value| value.to_le_bytes())),
        }
    }
    file
}

fn header(version: u32, count: u32) -> Vec<u8> {
    [&MAGIC[..], &version.to_le_bytes(), &count.to_le_bytes()].concat()
}

fn example() -> Vec<u8> {
    file(&[
        ("a", &[2, 3], Floats(vec![0.5, -1.0, 2.0, 3.0, 4.0, 5.0])),
        ("b", &[4], Bytes(vec![-128, -1, 0, 127])),
        ("c", &[0], Bytes(vec![])),
    ])
}

#[test]
fn tensors_come_back_as_written() -> Result<(), WeightsError> {
    let example = example();
    let mut tensors = Tensors::parse(&example)?;
    assert_eq!(
        tensors.floats("a", &[2, 3])?,
        [0.5, -1.0, 2.0, 3.0, 4.0, 5.0]
    );
    assert_eq!(tensors.bytes("b", &[4])?, [-128, -1, 0, 127]);
    assert_eq!(tensors.bytes("c", &[0])?, [0i8; 0]);
    tensors.finish()
}

#[test]
fn every_cut_is_seen() {
    let whole = example();
    for length in 0..whole.len() {
        let error = Tensors::parse(&whole[..length]).err();
        let expected = match (length, &error) {
            (..8, Some(WeightsError::Magic)) => true,
            (8.., Some(WeightsError::Truncated { offset, needed })) => {
                *offset <= length && *needed > 0
            }
            _ => false,
        };
        assert!(expected, "cut to {length} bytes: {error:?}");
    }
}

#[test]
fn damaged_files_say_what_is_wrong() {
    let one = |name: &str| file(&[(name, &[1], Bytes(vec![7]))]);
    let with = |offset: usize, byte: u8| {
        let mut file = one("a");
        file[offset] = byte;
        file
    };
    let huge = [
        header(VERSION, 1),
        vec![1, b'a', 0, 3],
        vec![0xff; 3 * size_of::<u32>()],
    ]
    .concat();
    let cases = [
        (b"RIFF....WAVE".to_vec(), WeightsError::Magic),
        (header(2, 0), WeightsError::Version { found: 2 }),
        (
            [one("a"), vec![0; 5]].concat(),
            WeightsError::Trailing { bytes: 5 },
        ),
        (
            header(VERSION, u32::MAX),
            WeightsError::Truncated {
                offset: 16,
                needed: 1,
            },
        ),
        (with(17, 0xc3), WeightsError::Name { offset: 17 }),
        (one("å"), WeightsError::Name { offset: 17 }),
        (with(18, 2), WeightsError::Header { name: "a".into() }),
        (huge, WeightsError::Header { name: "a".into() }),
        (
            file(&[("a", &[1], Bytes(vec![7])), ("a", &[1], Bytes(vec![7]))]),
            WeightsError::Unexpected { name: "a".into() },
        ),
    ];
    for (file, expected) in cases {
        assert_eq!(Tensors::parse(&file).err(), Some(expected));
    }
}

#[test]
fn a_layer_gets_only_what_it_asks_for() -> Result<(), WeightsError> {
    let example = file(&[
        ("a", &[2, 3], Bytes(vec![0; 6])),
        ("b", &[1], Floats(vec![f32::NAN])),
    ]);
    let shape = |expected: &[usize]| WeightsError::Shape {
        name: "a".into(),
        expected: expected.to_vec(),
    };
    let mut tensors = Tensors::parse(&example)?;
    assert_eq!(tensors.bytes("a", &[3, 2]).err(), Some(shape(&[3, 2])));
    let mut tensors = Tensors::parse(&example)?;
    assert_eq!(tensors.floats("a", &[2, 3]).err(), Some(shape(&[2, 3])));
    assert_eq!(
        tensors.floats("b", &[1]).err(),
        Some(WeightsError::NotFinite { name: "b".into() })
    );
    assert_eq!(
        tensors.bytes("c", &[1]).err(),
        Some(WeightsError::Missing { name: "c".into() })
    );
    let tensors = Tensors::parse(&example)?;
    assert_eq!(
        tensors.finish().err(),
        Some(WeightsError::Unexpected { name: "a".into() })
    );
    Ok(())
}
