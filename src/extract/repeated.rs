//! What a page shows more than once is read once.

use std::collections::HashSet;

use super::article::BlockKind;
use super::dropped::Why;
use super::page::Page;
use super::tidy::Tidied;
use super::title::letters;

/// Shortest text (in bytes) that is not said twice by intent.
const TEXT: usize = 60;

/// Shortest and longest caption (in bytes) that is looked for in the text.
const CAPTION: std::ops::Range<usize> = 20..1_000;

/// Shortest quotation (in bytes of its letters) that is looked for in the text.
const QUOTE: usize = 20;

/// Quotations and bytes of text that are looked through; each is sought in all of the text.
const QUOTES: usize = 50;
const SOUGHT: usize = 200_000;

/// Drops captions that stand as paragraphs too, quotations pulled out of the text, and what
/// comes a second time, as for paper.
pub(super) fn drop(page: &Page<'_>, tidied: &mut Tidied) {
    let captions = captions(page);
    let text = running_text(tidied);
    let mut seen = HashSet::new();
    let mut quotes = 0;
    tidied.drop_where(|block| {
        let own = letters(&block.text);
        if captions.contains(&own) {
            return Some(Why::Caption);
        }
        let sought = block.kind == BlockKind::Quote && own.len() >= QUOTE && quotes < QUOTES;
        quotes += usize::from(sought);
        let again = sought && text.contains(&own) || block.text.len() >= TEXT && !seen.insert(own);
        again.then_some(Why::Repeated)
    });
}

/// The letters of the captions that are not read.
fn captions(page: &Page<'_>) -> HashSet<String> {
    let is_caption = |&index: &usize| page.nodes[index].skip == Some(Why::Caption);
    (0..page.nodes.len())
        .filter(is_caption)
        .filter_map(|index| page.short_text(index, CAPTION.end))
        .map(|text| letters(&text))
        .filter(|text| CAPTION.contains(&text.len()))
        .collect()
}

/// The letters of the paragraphs, each with a mark after it.
fn running_text(tidied: &Tidied) -> String {
    let mut text = String::new();
    for block in &tidied.blocks {
        if text.len() + block.text.len() > SOUGHT {
            break;
        }
        if matches!(block.kind, BlockKind::Paragraph | BlockKind::Ingress) {
            text += &letters(&block.text);
            text.push('|');
        }
    }
    text
}
