//! Any table is a configuration, or all that is wrong with it is named.
#![no_main]

use libfuzzer_sys::fuzz_target;
use lyssna::config::Config;

fuzz_target!(|input: (&str, &str, &str)| {
    let (file, variable, value) = input;
    let Ok(table) = file.parse() else { return };
    let environment = [(format!("LYSSNA_{variable}"), value.to_owned())];
    match Config::of(table, environment) {
        Ok(config) => assert!(config.fetch.max_bytes > 0),
        Err(faults) => assert!(faults.iter().all(|fault| !fault.problem.is_empty())),
    }
});
