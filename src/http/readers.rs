use std::collections::HashMap;
use std::sync::Arc;

use crate::config::{Config, Faults};
use crate::lexica;
use crate::sites::Site;
use crate::text::{Lexicon, Reader};

/// How texts are read: those of each site, and all others.
pub(super) struct Readers {
    sites: HashMap<String, Arc<Reader>>,
    others: Arc<Reader>,
}

impl Readers {
    /// Loads the lexica that the configuration names; a site's own goes before the common ones.
    ///
    /// # Errors
    /// All files that cannot be used.
    pub(super) fn load(config: &Config) -> Result<Self, Faults> {
        let mut faults = Faults::default();
        let mut load = |key: String, files| match lexica::load(files) {
            Ok(lexicon) => lexicon,
            Err(error) => {
                faults.add_error(key, &error);
                Lexicon::default()
            }
        };
        let common = load("lexicons".to_owned(), &config.lexicons);
        let sites = config.sites.iter().enumerate().map(|(index, site)| {
            let own = load(format!("sites[{index}].lexicons"), &site.lexicons);
            let lexicon = own.join(common.clone());
            let reader = Reader {
                lexicon,
                emoji: site.emoji.unwrap_or(config.emoji),
                style: site.style.unwrap_or(config.style),
            };
            (site.name.clone(), Arc::new(reader))
        });
        let sites = sites.collect();
        faults.into_result()?;
        Ok(Self {
            sites,
            others: Arc::new(Reader {
                lexicon: common,
                emoji: config.emoji,
                style: config.style,
            }),
        })
    }

    /// The reader of a site, or of what belongs to none.
    pub(super) fn of(&self, site: Option<&Site>) -> &Arc<Reader> {
        site.and_then(|site| self.sites.get(site.name()))
            .unwrap_or(&self.others)
    }
}
