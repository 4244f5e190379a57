//! The phones of Swedish, in one table: symbol, IPA, X-SAMPA, vowel or consonant.
//!
//! The set is that of Central Swedish (Engstrand, *Handbook of the IPA*, 1999, pp. 140–142),
//! with the qualities that listeners hear kept apart: the open [æ] and [œ] before r,
//! and the weak [ə] of endings.

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
}

use Symbol::*;

struct Row {
    symbol: Symbol,
    ipa: char,
    xsampa: &'static str,
    vowel: bool,
}

const fn vowel(symbol: Symbol, ipa: char, xsampa: &'static str) -> Row {
    Row {
        symbol,
        ipa,
        xsampa,
        vowel: true,
    }
}

const fn consonant(symbol: Symbol, ipa: char, xsampa: &'static str) -> Row {
    Row {
        symbol,
        ipa,
        xsampa,
        vowel: false,
    }
}

/// Rows stand in the order of the enum, so that a symbol is the index of its row.
const TABLE: [Row; 41] = [
    vowel(I, 'i', "i"),
    vowel(SmallI, 'ɪ', "I"),
    vowel(Y, 'y', "y"),
    vowel(SmallY, 'ʏ', "Y"),
    vowel(U, 'u', "u"),
    vowel(Upsilon, 'ʊ', "U"),
    vowel(E, 'e', "e"),
    vowel(Epsilon, 'ɛ', "E"),
    vowel(Ash, 'æ', "{"),
    vowel(SlashedO, 'ø', "2"),
    vowel(Ethel, 'œ', "9"),
    vowel(ScriptA, 'ɑ', "A"),
    vowel(A, 'a', "a"),
    vowel(O, 'o', "o"),
    vowel(OpenO, 'ɔ', "O"),
    vowel(BarredU, 'ʉ', "}"),
    vowel(BarredO, 'ɵ', "8"),
    vowel(Schwa, 'ə', "@"),
    consonant(P, 'p', "p"),
    consonant(B, 'b', "b"),
    consonant(T, 't', "t"),
    consonant(D, 'd', "d"),
    consonant(K, 'k', "k"),
    consonant(G, 'ɡ', "g"),
    consonant(M, 'm', "m"),
    consonant(N, 'n', "n"),
    consonant(Eng, 'ŋ', "N"),
    consonant(F, 'f', "f"),
    consonant(V, 'v', "v"),
    consonant(S, 's', "s"),
    consonant(Sje, 'ɧ', "x\\"),
    consonant(Tje, 'ɕ', "s\\"),
    consonant(H, 'h', "h"),
    consonant(J, 'j', "j"),
    consonant(L, 'l', "l"),
    consonant(R, 'r', "r"),
    consonant(RetroT, 'ʈ', "t`"),
    consonant(RetroD, 'ɖ', "d`"),
    consonant(RetroN, 'ɳ', "n`"),
    consonant(RetroL, 'ɭ', "l`"),
    consonant(RetroS, 'ʂ', "s`"),
];

impl Symbol {
    /// How many symbols there are.
    pub const COUNT: usize = TABLE.len();

    /// All symbols, vowels first, in the order of [`Symbol::index`].
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

    /// Whether it is the nucleus of a syllable.
    pub fn is_vowel(self) -> bool {
        TABLE[self.index()].vowel
    }

    /// The symbol of an IPA sign, also of the ASCII g.
    pub fn from_ipa(sign: char) -> Option<Self> {
        let sign = if sign == 'g' { 'ɡ' } else { sign };
        TABLE
            .iter()
            .find(|row| row.ipa == sign)
            .map(|row| row.symbol)
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
        assert_eq!(Symbol::from_ipa('g'), Some(G));
        assert_eq!(Symbol::from_ipa('θ'), None);
    }

    #[test]
    fn dentals_melt_with_r_and_nothing_else_does() {
        let melted: String = Symbol::all()
            .filter_map(|symbol| symbol.retroflex().map(Symbol::ipa))
            .collect();
        assert_eq!(melted, "ʈɖɳʂɭ");
    }
}
