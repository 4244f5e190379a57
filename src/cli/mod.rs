//! The command line: one file and one `run` for each subcommand.

mod extract;
mod feed;
mod normalise;
mod output;
mod phonemes;
mod read;
mod reading;
mod say;
mod serve;
mod sign;
mod source;
mod speech;
mod voices;

use clap::{Parser, Subcommand};

/// Lyssna reads Swedish web articles aloud.
#[derive(Debug, Parser)]
#[command(
    name = "lyssna",
    version,
    about = "Reads Swedish web articles aloud: one binary with its own voice",
    after_help = "Examples:\n  \
        lyssna serve                                   the service and its demo page on http://127.0.0.1:8080\n  \
        lyssna read https://example.se/nyhet -o nyhet.mp3\n  \
        lyssna say \"Mötet börjar kl. 19.30.\" -o mote.wav\n\n\
        Run 'lyssna COMMAND --help' for a command's options and examples."
)]
pub struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    Serve(serve::Args),
    Read(read::Args),
    Say(say::Args),
    Extract(extract::Args),
    Normalise(normalise::Args),
    Phonemes(phonemes::Args),
    Voices(voices::Args),
    Sign(sign::Args),
    Feed(feed::Args),
}

impl Cli {
    /// Runs the chosen subcommand to its end.
    ///
    /// # Errors
    /// What the user must know, as one chain of causes for one line.
    pub fn run(self) -> anyhow::Result<()> {
        match self.command {
            Command::Serve(args) => serve::run(&args),
            Command::Read(args) => read::run(&args),
            Command::Say(args) => say::run(&args),
            Command::Extract(args) => extract::run(&args),
            Command::Normalise(args) => normalise::run(&args),
            Command::Phonemes(args) => phonemes::run(&args),
            Command::Voices(args) => voices::run(&args),
            Command::Sign(args) => sign::run(&args),
            Command::Feed(args) => feed::run(&args),
        }
    }
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory;

    use super::Cli;

    #[test]
    fn the_command_line_is_well_formed() {
        Cli::command().debug_assert();
    }

    #[test]
    fn every_subcommand_shows_an_example() {
        for command in Cli::command().get_subcommands() {
            let help = command
                .get_after_help()
                .map(ToString::to_string)
                .unwrap_or_else(|| panic!("{} has no examples", command.get_name()));
            let example = format!("lyssna {}", command.get_name());
            assert!(help.contains(&example), "{example} is not in: {help}");
        }
    }
}
