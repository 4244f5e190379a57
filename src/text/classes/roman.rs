//! Roman numerals: `Karl XII`, `Gustav II Adolf`, `kapitel IV`, only where they are numerals.

use crate::text::lexeme::Cursor;
use crate::text::numerals::{Gender::Neuter, cardinal, ordinal};
use crate::text::reading::{Reading, lowered, say};

/// Names of rulers and popes, after which the numeral is an ordinal.
#[rustfmt::skip]
const REGNAL: &[&str] = &[
    "adolf", "albert", "alexander", "alfonso", "andreas", "baldvin", "benedikt", "benedictus",
    "birger", "bonifatius", "carl", "charles", "christian", "clemens", "didrik", "edvard",
    "edward", "erik", "ferdinand", "filip", "frans", "franz", "fredrik", "friedrich", "georg",
    "george", "gregorius", "gustaf", "gustav", "haakon", "harald", "henrik", "henry", "håkan",
    "innocentius", "ivan", "jakob", "james", "johan", "johannes", "josef", "karl", "klemens",
    "knut", "konstantin", "kristian", "kristoffer", "leo", "leopold", "lothar", "louis", "ludvig",
    "ludwig", "magnus", "maximilian", "mehmet", "napoleon", "nikolaj", "nikolaus", "olav", "olof",
    "oscar", "oskar", "otto", "paul", "paulus", "pedro", "peter", "pius", "ramses", "richard", "rikard", "robert",
    "rudolf", "sigismund", "sixtus", "stefan", "sverker", "theodor", "umberto", "urban",
    "valdemar", "viktor", "vilhelm", "wilhelm", "william",
];

/// Names of reigning women, who take the ordinal in -a.
#[rustfmt::skip]
const QUEENS: &[&str] = &[
    "anna", "beatrix", "elisabet", "elisabeth", "elizabeth", "isabella", "katarina", "kristina",
    "margareta", "margrethe", "maria", "mary", "viktoria", "wilhelmina",
];

/// Words before a numeral that numbers them.
#[rustfmt::skip]
const LABELS: &[&str] = &[
    "akt", "artikel", "avdelning", "avsnitt", "band", "bilaga", "bok", "del", "division", "fas",
    "grad", "grupp", "kap", "kapitel", "kategori", "klass", "kvartal", "nivå", "sats", "stadium", "steg",
    "tabell", "typ", "volym", "världskriget", "världskrig", "zon", "årskurs", "kolumn", "figur",
    "konserten", "symfoni", "lag", "nja",
];

/// Reads a word of Roman digits after a name or a label.
pub(super) fn read(start: Cursor<'_>) -> Option<Reading> {
    let word = start.word().filter(|word| word.len() <= 9)?;
    let n = value(word)?;
    let end = start.next();
    let ending = end
        .over(&[':'])
        .and_then(|after| Some((after.word()?, after.next())));
    let only_small = word.chars().all(|c| matches!(c, 'I' | 'V' | 'X'));
    if let Some((ending @ ("e" | "a"), to)) = ending.filter(|_| only_small) {
        return Some(Reading::one(
            start,
            to,
            say(&ordinal(n, ending == "e" && n < 3)),
        ));
    }
    let (genitive, to) = match ending {
        Some(("s", to)) => ("s", to),
        _ => ("", end),
    };
    ordinal_after_name(start, n, genitive, to)
        .or_else(|| numbering(start, word, n).map(|said| Reading::one(start, to, say(&said))))
}

/// The word before, over a space and perhaps a full stop.
fn word_before(start: Cursor<'_>) -> Option<&str> {
    let before = start.back().filter(|back| back.is_space())?.back()?;
    let before = if before.mark() == Some('.') {
        before.back()?
    } else {
        before
    };
    before.word()
}

/// `Karl XII`: the ordinal of a ruler, in the gender of the name.
fn ordinal_after_name(
    start: Cursor<'_>,
    n: u64,
    genitive: &str,
    to: Cursor<'_>,
) -> Option<Reading> {
    let name = word_before(start).filter(|name| name.starts_with(char::is_uppercase))?;
    let name = lowered(name);
    let queen = QUEENS.contains(&name.as_ref());
    if !queen && !REGNAL.contains(&name.as_ref()) {
        return None;
    }
    let said = format!("den {}{genitive}", ordinal(n, !queen));
    Some(Reading::one(start, to, say(&said)))
}

/// `kapitel IV`, `Rocky II`: the number of what stands before.
fn numbering(start: Cursor<'_>, word: &str, n: u64) -> Option<String> {
    let long = word.len() > 3;
    if !word
        .chars()
        .all(|c| matches!(c, 'I' | 'V' | 'X') || (long && c == 'L'))
    {
        return None;
    }
    let before = word_before(start)?;
    let labelled = LABELS.contains(&lowered(before).as_ref()) && word != "X";
    let title = before.starts_with(char::is_uppercase) && before.contains(char::is_lowercase);
    (labelled || (title && word.len() > 1 && !is_word(word))).then(|| cardinal(n, Neuter))
}

/// Capitals that are a word or an acronym more often than a numeral.
fn is_word(word: &str) -> bool {
    matches!(word, "VI" | "XX" | "XI" | "XXX")
}

/// The value of a numeral in its one standard form, below 4000.
fn value(word: &str) -> Option<u64> {
    let digit = |c| {
        Some(match c {
            'I' => 1,
            'V' => 5,
            'X' => 10,
            'L' => 50,
            'C' => 100,
            'D' => 500,
            'M' => 1000,
            _ => return None,
        })
    };
    let digits: Vec<u64> = word.chars().map(digit).collect::<Option<_>>()?;
    let mut sum: u64 = 0;
    let mut largest = 0;
    for &d in digits.iter().rev() {
        sum = if d < largest {
            sum.checked_sub(d)?
        } else {
            sum + d
        };
        largest = largest.max(d);
    }
    (standard(sum) == word).then_some(sum)
}

fn standard(mut n: u64) -> String {
    const FORMS: [(u64, &str); 13] = [
        (1000, "M"),
        (900, "CM"),
        (500, "D"),
        (400, "CD"),
        (100, "C"),
        (90, "XC"),
        (50, "L"),
        (40, "XL"),
        (10, "X"),
        (9, "IX"),
        (5, "V"),
        (4, "IV"),
        (1, "I"),
    ];
    let mut form = String::new();
    for (value, letters) in FORMS {
        while n >= value {
            form.push_str(letters);
            n -= value;
        }
    }
    form
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::classes::tests::check;

    #[test]
    fn values_of_standard_forms() {
        for n in 1..4000 {
            assert_eq!(value(&standard(n)), Some(n));
        }
        for word in ["IIII", "VX", "IC", "XIIX", "KARL", ""] {
            assert_eq!(value(word).filter(|_| !word.is_empty()), None, "{word}");
        }
    }

    #[test]
    fn numerals_and_what_only_looks_like_them() {
        check(&[
            ("Karl XII dog", "Karl den tolfte dog"),
            ("Gustav II Adolf", "Gustav den andre Adolf"),
            ("Gustaf VI Adolf", "Gustaf den sjätte Adolf"),
            ("Elizabeth II", "Elizabeth den andra"),
            ("Karl XII:s död", "Karl den tolftes död"),
            ("andra kapitel IV", "andra kapitel fyra"),
            ("andra världskriget II", "andra världskriget två"),
            ("Kap. IV", "Kapitel fyra"),
            ("Rocky III", "Rocky tre"),
            ("Han gav mig en CD", "Han gav mig en C D"),
            ("Malmö FF", "Malmö F F"),
            ("vitamin C", "vitamin C"),
        ]);
    }
}
