use std::io::Cursor;

use ::ogg::reading::PacketReader;
use bytes::Bytes;
use opus_pure::OpusDecoder;

use super::*;
use crate::encode::decoded::{amplitude, peak, tone};
use crate::encode::{Format, Joiner};

/// What an independent reader of Ogg finds in a clip.
struct Read {
    packets: Vec<Vec<u8>>,
    /// The position of each page, and whether it ends the stream.
    pages: Vec<(u64, bool)>,
}

/// Joins segments to a clip and reads it; a page with a wrong checksum is an error.
fn read(segments: &[Vec<u8>]) -> Read {
    let mut clip = header();
    let mut joiner = Joiner::new(Format::Opus, segments.len());
    for segment in segments {
        let joined = joiner.next(&Bytes::from(segment.clone()));
        assert_eq!(joined.len(), segment.len());
        clip.extend(joined);
    }
    let mut read = Read {
        packets: Vec::new(),
        pages: Vec::new(),
    };
    let mut reader = PacketReader::new(Cursor::new(clip));
    while let Some(packet) = reader.read_packet().expect("whole pages") {
        assert_eq!(packet.first_in_stream(), read.packets.is_empty());
        if packet.last_in_page() {
            read.pages
                .push((packet.absgp_page(), packet.last_in_stream()));
        }
        read.packets.push(packet.data);
    }
    read
}

/// Decodes packets after the headers at a rate, without their delay.
fn decoded(read: &Read, rate: u32) -> Vec<f32> {
    let frame = rate as usize / PACKETS_PER_SECOND;
    let mut decoder = OpusDecoder::new(rate as i32, 1).unwrap();
    let mut samples = Vec::new();
    for packet in &read.packets[HEADER_PAGES as usize..] {
        let mut part = vec![0.0; frame];
        assert_eq!(decoder.decode(packet, frame, &mut part).unwrap(), frame);
        samples.extend(part);
    }
    samples.split_off(DELAY_SAMPLES * rate as usize / SAMPLE_RATE as usize)
}

#[test]
fn the_headers_are_those_of_the_standard() {
    let read = read(&[segment(&[0.0; 100]).unwrap()]);
    let expected = [
        b"OpusHead\x01\x01\x38\x01\xc0\x5d\0\0\0\0\0".to_vec(),
        b"OpusTags\x06\0\0\0Lyssna\0\0\0\0".to_vec(),
    ];
    assert_eq!(read.packets[..2], expected);
    assert_eq!(read.pages[..2], [(0, false); 2]);
}

#[test]
fn packets_are_those_promised() {
    let cases = [
        (0, 0, 0),
        (1, 1, 1),
        (324, 1, 1),
        (325, 2, 1),
        (23_844, 50, 1),
        (23_845, 51, 2),
        (240_000, 501, 11),
    ];
    for (samples, expected, pages) in cases {
        assert_eq!(packets(samples), expected, "{samples} samples");
        let segment = segment(&tone(300.0, samples, true, 0)).unwrap();
        assert_eq!(segment.len(), segment_bytes(samples), "{samples} samples");
        assert_eq!(segment.len(), expected * 81 + pages * 27);
        let found = read(&[segment]);
        assert_eq!(found.packets.len(), 2 + expected, "{samples} samples");
        assert_eq!(found.pages.len(), 2 + pages, "{samples} samples");
        assert!(found.packets[2..].iter().all(|packet| packet.len() == 80));
    }
}

#[test]
fn pages_tell_where_in_the_clip_they_stand() {
    let segments = [25_500, 450, 24_000].map(|samples| segment(&vec![0.0; samples]).unwrap());
    let read = read(&segments);
    // Packets of 960 granules: 54 in two pages, 2, and 51 in two.
    let expected = [50, 54, 56, 106, 107].map(|packets| packets * 960);
    let positions: Vec<u64> = read.pages[2..].iter().map(|(at, _)| *at).collect();
    assert_eq!(positions, expected);
    let (last, others) = read.pages.split_last().unwrap();
    assert!(last.1 && others.iter().all(|(_, is_last)| !is_last));
}

#[test]
fn what_is_heard_begins_with_the_first_sample() {
    for rate in [SAMPLE_RATE, 48_000] {
        let pcm = tone(440.0, 8_000, true, 2_000);
        let step = (rate / SAMPLE_RATE) as usize;
        let ahead = 10 * step;
        let mut found = vec![0.0; ahead];
        found.extend(decoded(&read(&[segment(&pcm).unwrap()]), rate));
        let error = |lag: usize| -> f32 {
            let heard = found[lag..].iter().step_by(step);
            heard.zip(&pcm).map(|(a, b)| (a - b).powi(2)).sum()
        };
        let best = (0..2 * ahead).min_by(|a, b| error(*a).total_cmp(&error(*b)));
        // Opus codes speech at 16 kHz; its resamplers are matched to two samples.
        assert!(
            best.unwrap().abs_diff(ahead) <= 2 * step,
            "{rate} Hz: {best:?}"
        );
    }
}

#[test]
fn a_tone_keeps_its_frequency_and_level() {
    for hertz in [100.0, 300.0, 1_000.0, 3_000.0, 5_000.0] {
        let pcm = tone(hertz, 16_000, true, 2_000);
        let heard = decoded(&read(&[segment(&pcm).unwrap()]), SAMPLE_RATE);
        let level = amplitude(&heard[2_000..14_000], hertz);
        assert!((level / 0.5 - 1.0).abs() < 0.1, "{hertz} Hz: {level}");
    }
}

#[test]
fn joints_are_silent() {
    let silence = 1_024;
    let tones = [(440.0, 11_520), (700.0, 8_000), (210.0, 11_820)];
    let segments = tones.map(|(hertz, samples)| {
        let mut pcm = vec![0.0; silence];
        pcm.extend(tone(hertz, samples, true, silence));
        segment(&pcm).unwrap()
    });
    let joined = decoded(&read(&segments), SAMPLE_RATE);
    let mut joint = 0;
    for (segment, (_, samples)) in segments.iter().zip(tones) {
        let apart = decoded(&read(std::slice::from_ref(segment)), SAMPLE_RATE);
        let before = joint.max(500) - 500;
        assert!(
            peak(&joined[before..joint + 500]) < 1e-3,
            "joint at {joint}"
        );
        let trace: Vec<f32> = apart
            .iter()
            .zip(&joined[joint..])
            .map(|(a, b)| a - b)
            .collect();
        assert!(peak(&trace) < 1e-3, "joint at {joint}: {}", peak(&trace));
        joint += packets(samples + 2 * silence) * SAMPLES_PER_PACKET;
    }
}

#[test]
fn what_is_not_a_sample_is_silence_or_clipped() {
    let cases = [(f32::NAN, 0.0), (f32::INFINITY, 0.0), (-7.0, -1.0)];
    for (wild, tame) in cases {
        let mut pcm = tone(440.0, 3_000, true, 0);
        pcm[1_234] = wild;
        let bytes = segment(&pcm).unwrap();
        pcm[1_234] = tame;
        assert!(bytes == segment(&pcm).unwrap(), "{wild} is not {tame}");
    }
}
