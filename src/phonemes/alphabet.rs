//! The phones of Swedish, in one table: symbol, IPA, X-SAMPA, espeak-ng's mnemonics, vowel or not.
//!
//! The set is that of Central Swedish (Engstrand, *Handbook of the IPA*, 1999, pp. 140–142),
//! with the qualities that listeners hear kept apart: the open [æ] and [œ] before r,
//! and the weak [ə] of endings. After it stand the consonants of other languages that many
//! Swedes keep in names and loans (Eklund and Lindström, "Xenophones", 2001).
//!
//! The mnemonics are those of espeak-ng's Swedish voice (`phsource/ph_swedish`), where a long vowel
//! is a phoneme of its own, and of its base table for the rest.

/// One Swedish phone's quality, without its length.
///
/// Long and short vowels have symbols of their own where their qualities differ
/// (`ScriptA` in *mat*, `A` in *matt*), so a symbol alone tells a voice the timbre.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Symbol {
    /// `[i]` in *sil*.
    I,
    /// `[ɪ]` in *sill*.
    SmallI,
    /// `[y]` in *syl*.
    Y,
    /// `[ʏ]` in *syll*.
    SmallY,
    /// `[u]` in *bot*.
    U,
    /// `[ʊ]` in *bott*.
    Upsilon,
    /// `[e]` in *vet*.
    E,
    /// `[ɛ]` in *vett*, and long in *säl*.
    Epsilon,
    /// `[æ]` before r, in *här* and *märke*.
    Ash,
    /// `[ø]` in *föl*.
    SlashedO,
    /// `[œ]` in *föll*, and before r in *för*.
    Ethel,
    /// `[ɑ]` in *mat*.
    ScriptA,
    /// `[a]` in *matt*.
    A,
    /// `[o]` in *mål*.
    O,
    /// `[ɔ]` in *moll*.
    OpenO,
    /// `[ʉ]` in *ful*.
    BarredU,
    /// `[ɵ]` in *full*.
    BarredO,
    /// `[ə]`, the weak e of endings, in *pojken*.
    Schwa,
    /// `[p]`.
    P,
    /// `[b]`.
    B,
    /// `[t]`.
    T,
    /// `[d]`.
    D,
    /// `[k]`.
    K,
    /// `[ɡ]`.
    G,
    /// `[m]`.
    M,
    /// `[n]`.
    N,
    /// `[ŋ]` in *sång*.
    Eng,
    /// `[f]`.
    F,
    /// `[v]`.
    V,
    /// `[s]`.
    S,
    /// `[ɧ]`, the sje sound, in *sjö*.
    Sje,
    /// `[ɕ]`, the tje sound, in *tjugo*.
    Tje,
    /// `[h]`.
    H,
    /// `[j]`.
    J,
    /// `[l]`.
    L,
    /// `[r]`.
    R,
    /// `[ʈ]` in *fart*.
    RetroT,
    /// `[ɖ]` in *bord*.
    RetroD,
    /// `[ɳ]` in *barn*.
    RetroN,
    /// `[ɭ]` in *pärla*.
    RetroL,
    /// `[ʂ]` in *fors*.
    RetroS,
    /// `[w]` in English *Wales*.
    W,
    /// `[θ]` in English *Thatcher*.
    Theta,
    /// `[ð]` in English *the*.
    Eth,
    /// `[z]` in English *jazz*.
    Z,
    /// `[ʃ]` in English *show*.
    Esh,
    /// `[ʒ]` in French *Gérard*.
    Ezh,
    /// `[ɹ]` in English *Rory*.
    TurnedR,
    /// `[x]` in German *Bach*.
    X,
}

use Symbol::*;

struct Row {
    symbol: Symbol,
    ipa: char,
    xsampa: &'static str,
    /// The mnemonics of the short and of the long phone.
    espeak: [&'static str; 2],
    vowel: bool,
}

const fn vowel(
    symbol: Symbol,
    ipa: char,
    xsampa: &'static str,
    short: &'static str,
    long: &'static str,
) -> Row {
    Row {
        symbol,
        ipa,
        xsampa,
        espeak: [short, long],
        vowel: true,
    }
}

const fn consonant(symbol: Symbol, ipa: char, xsampa: &'static str, espeak: &'static str) -> Row {
    Row {
        symbol,
        ipa,
        xsampa,
        espeak: [espeak; 2],
        vowel: false,
    }
}

/// Rows stand in the order of the enum, so that a symbol is the index of its row.
const TABLE: [Row; 49] = [
    vowel(I, 'i', "i", "I", "i:"),
    vowel(SmallI, 'ɪ', "I", "I", "i:"),
    vowel(Y, 'y', "y", "y", "y:"),
    vowel(SmallY, 'ʏ', "Y", "y", "y:"),
    vowel(U, 'u', "u", "U", "u:"),
    vowel(Upsilon, 'ʊ', "U", "U", "u:"),
    vowel(E, 'e', "e", "E", "e:"),
    vowel(Epsilon, 'ɛ', "E", "E", "E:"),
    vowel(Ash, 'æ', "{", "E", "E:"),
    vowel(SlashedO, 'ø', "2", "W", "Y:"),
    vowel(Ethel, 'œ', "9", "W", "Y:"),
    vowel(ScriptA, 'ɑ', "A", "a", "A:"),
    vowel(A, 'a', "a", "a", "A:"),
    vowel(O, 'o', "o", "O", "o:"),
    vowel(OpenO, 'ɔ', "O", "O", "o:"),
    vowel(BarredU, 'ʉ', "}", "8", "u-"),
    vowel(BarredO, 'ɵ', "8", "8", "u-"),
    vowel(Schwa, 'ə', "@", "E-", "E-"),
    consonant(P, 'p', "p", "p"),
    consonant(B, 'b', "b", "b"),
    consonant(T, 't', "t", "t"),
    consonant(D, 'd', "d", "d"),
    consonant(K, 'k', "k", "k"),
    consonant(G, 'ɡ', "g", "g"),
    consonant(M, 'm', "m", "m"),
    consonant(N, 'n', "n", "n"),
    consonant(Eng, 'ŋ', "N", "N"),
    consonant(F, 'f', "f", "f"),
    consonant(V, 'v', "v", "v"),
    consonant(S, 's', "s", "s"),
    consonant(Sje, 'ɧ', "x\\", "sx"),
    consonant(Tje, 'ɕ', "s\\", "S;"),
    consonant(H, 'h', "h", "h"),
    consonant(J, 'j', "j", "j"),
    consonant(L, 'l', "l", "l"),
    consonant(R, 'r', "r", "R"),
    consonant(RetroT, 'ʈ', "t`", "t."),
    consonant(RetroD, 'ɖ', "d`", "d."),
    consonant(RetroN, 'ɳ', "n`", "n."),
    consonant(RetroL, 'ɭ', "l`", "l."),
    consonant(RetroS, 'ʂ', "s`", "s."),
    consonant(W, 'w', "w", "w"),
    consonant(Theta, 'θ', "T", "T"),
    consonant(Eth, 'ð', "D", "D"),
    consonant(Z, 'z', "z", "z"),
    consonant(Esh, 'ʃ', "S", "S"),
    consonant(Ezh, 'ʒ', "Z", "Z"),
    consonant(TurnedR, 'ɹ', "r\\", "r"),
    consonant(X, 'x', "x", "x"),
];

/// Signs that lexica and markup have for sounds of the table.
const ALIASES: [(char, Symbol); 10] = [
    ('g', G),
    ('ɾ', R),
    ('ʀ', R),
    ('ʁ', R),
    ('ɫ', L),
    ('ɦ', H),
    ('ʋ', V),
    ('ʌ', A),
    ('ɒ', OpenO),
    ('ɜ', Ethel),
];

impl Symbol {
    /// How many symbols there are.
    pub const COUNT: usize = TABLE.len();

    /// All symbols in the order of [`Symbol::index`]: the vowels, then the consonants.
    pub fn all() -> impl Iterator<Item = Self> {
        TABLE.iter().map(|row| row.symbol)
    }

    /// Its place in the alphabet, 0 to [`Symbol::COUNT`] − 1.
    ///
    /// Acoustic models number their inputs by it: a new symbol goes last.
    pub fn index(self) -> usize {
        self as usize
    }

    /// The symbol at a place in the alphabet.
    pub(super) fn from_index(index: usize) -> Option<Self> {
        TABLE.get(index).map(|row| row.symbol)
    }

    /// Its sign in the International Phonetic Alphabet.
    pub fn ipa(self) -> char {
        TABLE[self.index()].ipa
    }

    /// Its sign in X-SAMPA (Wells, 1995), in ASCII.
    pub fn xsampa(self) -> &'static str {
        TABLE[self.index()].xsampa
    }

    /// Its mnemonic in espeak-ng's Swedish voice, as in `[[b'A:n.]]`.
    pub fn espeak(self, long: bool) -> &'static str {
        TABLE[self.index()].espeak[usize::from(long)]
    }

    /// Whether it is the nucleus of a syllable.
    pub fn is_vowel(self) -> bool {
        TABLE[self.index()].vowel
    }

    /// The symbol of an IPA sign, also of some near ones such as the ASCII g and ʁ.
    pub fn from_ipa(sign: char) -> Option<Self> {
        let rows = TABLE.iter().map(|row| (row.ipa, row.symbol));
        rows.chain(ALIASES)
            .find(|(ipa, _)| *ipa == sign)
            .map(|(_, symbol)| symbol)
    }

    /// The retroflex that r and this dental melt into, in a word or across words.
    pub fn retroflex(self) -> Option<Self> {
        match self {
            T => Some(RetroT),
            D => Some(RetroD),
            N => Some(RetroN),
            L => Some(RetroL),
            S => Some(RetroS),
            _ => None,
        }
    }

    /// Whether it is one of the retroflexes, which hold an r.
    pub fn is_retroflex(self) -> bool {
        matches!(self, RetroT | RetroD | RetroN | RetroL | RetroS)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::HashSet;

    #[test]
    fn each_symbol_is_the_index_of_its_row() {
        for (index, row) in TABLE.iter().enumerate() {
            assert_eq!(row.symbol.index(), index, "{}", row.ipa);
        }
    }

    #[test]
    fn signs_are_unique_and_lead_back() {
        let ipa: HashSet<char> = Symbol::all().map(Symbol::ipa).collect();
        let xsampa: HashSet<&str> = Symbol::all().map(Symbol::xsampa).collect();
        assert_eq!(ipa.len(), Symbol::COUNT);
        assert_eq!(xsampa.len(), Symbol::COUNT);
        for symbol in Symbol::all() {
            assert_eq!(Symbol::from_ipa(symbol.ipa()), Some(symbol));
        }
        for (sign, symbol) in ALIASES {
            assert!(!ipa.contains(&sign), "{sign}");
            assert_eq!(Symbol::from_ipa(sign), Some(symbol));
        }
        assert_eq!(Symbol::from_ipa('ʘ'), None);
    }

    #[test]
    fn dentals_melt_with_r_and_nothing_else_does() {
        let melted: String = Symbol::all()
            .filter_map(|symbol| symbol.retroflex().map(Symbol::ipa))
            .collect();
        assert_eq!(melted, "ʈɖɳʂɭ");
    }
}
