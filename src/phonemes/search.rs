//! The likeliest way for the letters of a word to sound together.
//!
//! The tagger scores each letter by itself and the memory scores the sequence; a beam keeps the
//! best readings from letter to letter, with at most one main stress each.

use super::memory::{Context, Token};
use super::model::Model;
use super::{Accent, Stress};

/// Readings kept after each letter.
const BEAM: usize = 6;
/// What the memory's logarithms count beside the tagger's; 0.25 to 1 do nearly as well.
const REMEMBERED: f32 = 0.5;
/// What the place of the main stress counts beside the chunks.
const PLACE: f32 = 2.0;
/// What secondary stresses count beside the chunks.
const SECONDARY: f32 = 0.3;
/// How far behind the best, in nats, the tagger may see a sound for it to be tried.
const MARGIN: f32 = 9.0;

/// The scores of the tagger for one letter, as logarithms.
struct Letter {
    chunks: Vec<f32>,
    /// Main stress here with accent 1, and with accent 2.
    place: [f32; 2],
    /// The odds of a secondary stress.
    secondary: f32,
}

/// A reading of the letters so far.
struct Path {
    score: f32,
    context: Context,
    stressed: bool,
    tokens: Vec<Token>,
}

/// A path of the last letter and the token that it may go on with.
struct Step<'a> {
    score: f32,
    path: &'a Path,
    token: Token,
    context: Context,
}

/// A token for each letter, and the tagger's negative log-likelihood of their chunks, in nats.
///
/// `letters` are numbers below the model's count of letters.
pub(super) fn tokens(model: &Model, letters: &[usize]) -> (Vec<Token>, f32) {
    let scores = scores(model, letters);
    let mut paths = vec![Path {
        score: 0.0,
        context: model.memory.start(),
        stressed: false,
        tokens: Vec::new(),
    }];
    for (&letter, scores) in letters.iter().zip(&scores) {
        paths = extend(model, &paths, &options(model, letter, scores));
    }
    for path in &mut paths {
        path.score += REMEMBERED * model.memory.follow(&path.context, model.memory.end).0;
    }
    let best = paths.into_iter().max_by(|a, b| {
        let stressed = a.stressed.cmp(&b.stressed);
        stressed.then(a.score.total_cmp(&b.score))
    });
    let tokens = match best {
        Some(path) if path.stressed => path.tokens,
        Some(path) => stress(model, path.tokens, &scores),
        None => Vec::new(),
    };
    let each = tokens.iter().zip(&scores);
    let doubt = each
        .map(|(token, scores)| -scores.chunks[token.chunk])
        .sum();
    (tokens, doubt)
}

fn scores(model: &Model, letters: &[usize]) -> Vec<Letter> {
    let rows = model.network.scores(letters);
    let chunks = model.chunks.len();
    let places = rows.iter().flat_map(|row| &row[chunks..chunks + 2]);
    let everywhere = log_sum(places.copied());
    rows.iter()
        .map(|row| {
            let (row, stress) = row.split_at(chunks);
            let sum = log_sum(row.iter().copied());
            Letter {
                chunks: row.iter().map(|score| score - sum).collect(),
                place: [stress[0] - everywhere, stress[1] - everywhere],
                secondary: stress[2],
            }
        })
        .collect()
}

/// The logarithm of the sum of the exponentials.
fn log_sum(values: impl Iterator<Item = f32> + Clone) -> f32 {
    let most = values.clone().fold(f32::MIN, f32::max);
    most + values.map(|value| (value - most).exp()).sum::<f32>().ln()
}

/// The tokens that a letter may get, with the tagger's score of each.
fn options(model: &Model, letter: usize, scores: &Letter) -> Vec<(u8, Token, f32)> {
    let mut options: Vec<_> = model.memory.tokens[letter]
        .iter()
        .map(|&(number, token)| {
            let stress = match token.stress {
                Stress::Primary => PLACE * scores.place[usize::from(token.accent == Accent::Grave)],
                _ if !model.has_vowel(token.chunk) => 0.0,
                Stress::Secondary => SECONDARY * log_sigmoid(scores.secondary),
                Stress::None => SECONDARY * log_sigmoid(-scores.secondary),
            };
            (number, token, scores.chunks[token.chunk] + stress)
        })
        .collect();
    let best = options
        .iter()
        .fold(f32::MIN, |best, option| best.max(option.2));
    options.retain(|option| option.2 >= best - MARGIN);
    options
}

fn log_sigmoid(odds: f32) -> f32 {
    -(-odds).exp().ln_1p()
}

/// The best of the paths with one letter more.
fn extend(model: &Model, paths: &[Path], options: &[(u8, Token, f32)]) -> Vec<Path> {
    let mut steps = Vec::with_capacity(paths.len() * options.len());
    for path in paths {
        for &(number, token, score) in options {
            if path.stressed && token.stress == Stress::Primary {
                continue;
            }
            let (log, context) = model.memory.follow(&path.context, number);
            steps.push(Step {
                score: path.score + score + REMEMBERED * log,
                path,
                token,
                context,
            });
        }
    }
    steps.sort_by(|a, b| b.score.total_cmp(&a.score));
    steps.truncate(BEAM);
    steps
        .into_iter()
        .map(|step| {
            let mut tokens = Vec::with_capacity(step.path.tokens.len() + 1);
            tokens.extend_from_slice(&step.path.tokens);
            tokens.push(step.token);
            Path {
                score: step.score,
                context: step.context,
                stressed: step.path.stressed || step.token.stress == Stress::Primary,
                tokens,
            }
        })
        .collect()
}

/// Gives the main stress to the likeliest vowel of a reading that lost it on the way.
fn stress(model: &Model, mut tokens: Vec<Token>, scores: &[Letter]) -> Vec<Token> {
    let places = tokens.iter_mut().zip(scores);
    let best = places
        .filter(|(token, _)| model.has_vowel(token.chunk))
        .max_by(|a, b| a.1.place[0].total_cmp(&b.1.place[0]));
    if let Some((token, _)) = best {
        token.stress = Stress::Primary;
    }
    tokens
}
