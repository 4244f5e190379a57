//! Words that an operator adds to a lexicon.

use std::fs;
use std::io::{self, Write};
use std::path::Path;

use tempfile::NamedTempFile;
use toml_edit::{ArrayOfTables, DocumentMut, Item, Table, value};

use super::{LexicaError, load_one};
use crate::phonemes::transcribe;
use crate::text::Lexicon;
use crate::text::lexicon::Form;

/// How a word is to be said.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Saying {
    /// As this text would be.
    Text(String),
    /// As these phones.
    Ipa(String),
}

/// Makes a lexicon of one word.
///
/// # Errors
/// [`LexicaError::Fault`] when the word or its saying cannot be read.
pub fn of_word(word: &str, saying: &Saying) -> Result<Lexicon, LexicaError> {
    let mut document = DocumentMut::new();
    put(&mut document, word, saying);
    parsed(&document.to_string(), Path::new("the word"))
}

/// Tells by a file's name whether words can be added to it: it is TOML.
pub fn is_own_form(path: &Path) -> bool {
    path.extension().is_some_and(|end| end == "toml")
}

/// Writes a word to a lexicon in TOML, in place of what the file says of it.
///
/// All else in the file stays as it is written. The file is replaced whole or not at all.
///
/// # Errors
/// [`LexicaError`] when the file cannot be used, or the word cannot be read.
pub fn save(path: &Path, word: &str, saying: &Saying) -> Result<(), LexicaError> {
    let failed = |source| LexicaError::File {
        path: path.to_owned(),
        source,
    };
    load_one(path)?;
    let text = fs::read_to_string(path).map_err(failed)?;
    let mut document: DocumentMut = text.parse().map_err(|source| LexicaError::Toml {
        path: path.to_owned(),
        source: Box::new(source),
    })?;
    put(&mut document, word, saying);
    let text = document.to_string();
    parsed(&text, path)?;
    replace(path, &text).map_err(failed)
}

fn parsed(text: &str, path: &Path) -> Result<Lexicon, LexicaError> {
    Lexicon::parse(text, Form::Toml, &transcribe).map_err(|source| LexicaError::Fault {
        path: path.to_owned(),
        source,
    })
}

fn put(document: &mut DocumentMut, word: &str, saying: &Saying) {
    // Rows within brackets are written as tables; a lexicon's rows are nothing else.
    let words = document.remove("word").unwrap_or_default();
    let mut words = words.into_array_of_tables().unwrap_or_default();
    add(&mut words, word, saying);
    document.insert("word", Item::ArrayOfTables(words));
}

fn add(words: &mut ArrayOfTables, word: &str, saying: &Saying) {
    let is_same = |row: &&mut Table| {
        let of_row = row.get("match").and_then(Item::as_str);
        of_row.is_some_and(|phrase| phrase.to_lowercase() == word.to_lowercase())
    };
    let (key, said) = match saying {
        Saying::Text(text) => ("say", text),
        Saying::Ipa(ipa) => ("ipa", ipa),
    };
    if let Some(row) = words.iter_mut().find(is_same) {
        for key in ["say", "ipa", "letters"] {
            row.remove(key);
        }
        row.insert(key, value(said));
        return;
    }
    let mut row = Table::new();
    row.insert("match", value(word));
    row.insert(key, value(said));
    words.push(row);
}

/// Puts a text under a file's name, with the rights that the file has.
fn replace(path: &Path, text: &str) -> io::Result<()> {
    let folder = match path.parent() {
        Some(folder) if folder != Path::new("") => folder,
        _ => Path::new("."),
    };
    let mut staged = NamedTempFile::new_in(folder)?;
    staged.write_all(text.as_bytes())?;
    staged
        .as_file()
        .set_permissions(fs::metadata(path)?.permissions())?;
    staged.as_file().sync_all()?;
    staged.persist(path).map_err(|failed| failed.error)?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_takes_its_place_and_all_else_stays() {
        let ipa = Saying::Ipa("ˈskɑːnœr".to_owned());
        let text = Saying::Text("Skaanör".to_owned());
        let other = "# Våra orter\n[[word]]\nmatch = 'Ystad' # stad\nsay = \"Ysta\"\n";
        let cases = [
            (
                "",
                &ipa,
                "[[word]]\nmatch = \"Skanör\"\nipa = \"ˈskɑːnœr\"\n",
            ),
            (
                other,
                &text,
                "# Våra orter\n[[word]]\nmatch = 'Ystad' # stad\nsay = \"Ysta\"\n\n\
                 [[word]]\nmatch = \"Skanör\"\nsay = \"Skaanör\"\n",
            ),
            (
                "[[word]]\nmatch = 'skanör'\nipa = 'ˈskɑː'\ngenitive = true\n",
                &text,
                "[[word]]\nmatch = 'skanör'\ngenitive = true\nsay = \"Skaanör\"\n",
            ),
        ];
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.toml");
        for (before, saying, after) in cases {
            fs::write(&path, before).unwrap();
            save(&path, "Skanör", saying).unwrap();
            assert_eq!(fs::read_to_string(&path).unwrap(), after, "{before}");
        }
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1);
    }

    #[test]
    fn what_cannot_be_said_leaves_the_file_as_it_was() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.toml");
        let before = "[[word]]\nmatch = 'Ystad'\nsay = 'Ysta'\n";
        fs::write(&path, before).unwrap();
        let cases = [
            ("Skanör", Saying::Ipa("xyz7".to_owned())),
            ("Skanör", Saying::Text(String::new())),
            ("", Saying::Text("Skaanör".to_owned())),
        ];
        for (word, saying) in cases {
            let refused = save(&path, word, &saying);
            assert!(
                matches!(refused, Err(LexicaError::Fault { .. })),
                "{saying:?}"
            );
            assert!(of_word(word, &saying).is_err(), "{saying:?}");
            assert_eq!(fs::read_to_string(&path).unwrap(), before);
        }
        fs::write(&path, "[[word]").unwrap();
        assert!(save(&path, "Ystad", &Saying::Text("Ysta".to_owned())).is_err());
        assert!(
            save(
                &folder.path().join("b.toml"),
                "a",
                &Saying::Text("b".to_owned())
            )
            .is_err()
        );
    }
}
