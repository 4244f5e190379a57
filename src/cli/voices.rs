//! `lyssna voices`: the voices, their licences and checksums.

use std::path::PathBuf;

use anyhow::Result;
use clap::Subcommand;

use crate::voice::{Gender, Manifest, Voices};

/// Lists the voices, or checks their files.
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:\n  \
    lyssna voices\n  \
    lyssna voices check --voices /srv/lyssna/voices")]
pub(super) struct Args {
    #[command(subcommand)]
    action: Option<Action>,
    /// A folder of voices, instead of those in the program.
    #[arg(long, global = true, value_name = "FOLDER")]
    voices: Option<PathBuf>,
}

#[derive(Clone, Copy, Debug, Subcommand)]
enum Action {
    /// Shows each voice with its licence and sources.
    List,
    /// Loads each voice and checks its files against their checksums.
    Check,
}

pub(super) fn run(args: &Args) -> Result<()> {
    let voices = match &args.voices {
        Some(folder) => Voices::from_folder(folder)?,
        None => Voices::embedded()?,
    };
    for voice in voices.iter() {
        match args.action.unwrap_or(Action::List) {
            Action::List => show(voice.manifest()),
            Action::Check => println!("{}: whole, and it loads", voice.manifest().id),
        }
    }
    Ok(())
}

fn show(manifest: &Manifest) {
    let gender = match manifest.gender {
        Gender::Female => "female",
        Gender::Male => "male",
    };
    let Manifest {
        id,
        name,
        language,
        version,
        sample_rate,
        licence,
        ..
    } = manifest;
    println!("{id}  {name}, {gender}, {language}, version {version}, {sample_rate} Hz, {licence}");
    for source in &manifest.sources {
        println!("    {source}");
    }
}
