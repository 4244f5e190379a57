use std::fmt;

/// All that is wrong with a configuration, in the order of its keys.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Faults(Vec<Fault>);

/// One key of a configuration and what is wrong with it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// The key as an operator writes it, such as `sites[0].origins`.
    pub key: String,
    /// What is wrong.
    pub problem: String,
}

impl Faults {
    /// Makes the faults of one key.
    pub(crate) fn of(key: &str, problem: impl fmt::Display) -> Self {
        let mut faults = Self::default();
        faults.add(key, problem);
        faults
    }

    /// Adds one more fault.
    pub(crate) fn add(&mut self, key: impl Into<String>, problem: impl fmt::Display) {
        self.0.push(Fault {
            key: key.into(),
            problem: problem.to_string(),
        });
    }

    /// Adds a failure with all its causes.
    pub(crate) fn add_error(&mut self, key: impl Into<String>, error: &dyn std::error::Error) {
        let mut problem = error.to_string();
        let mut cause = error.source();
        while let Some(next) = cause {
            problem += &format!(": {next}");
            cause = next.source();
        }
        self.add(key, problem);
    }

    /// Adds all faults of a part.
    pub(crate) fn extend(&mut self, others: Self) {
        self.0.extend(others.0);
    }

    /// Adds those of `others` whose keys have no fault yet, nor anything below them.
    ///
    /// A key that was dropped for one fault would else be found missing too.
    pub(crate) fn extend_by_new(&mut self, others: Self) {
        let known = self.0.len();
        for fault in others.0 {
            let is_known = self.0[..known].iter().any(|other| {
                let below = other.key.strip_prefix(&fault.key);
                below.is_some_and(|rest| rest.is_empty() || rest.starts_with(['.', '[']))
            });
            if !is_known {
                self.0.push(fault);
            }
        }
    }

    /// Is an error as soon as there is one fault.
    pub(crate) fn into_result(self) -> Result<(), Self> {
        if self.0.is_empty() {
            return Ok(());
        }
        Err(self)
    }

    /// Returns the faults one by one.
    pub fn iter(&self) -> impl Iterator<Item = &Fault> {
        self.0.iter()
    }
}

impl fmt::Display for Faults {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (index, Fault { key, problem }) in self.0.iter().enumerate() {
            let separator = if index == 0 { "" } else { "; " };
            write!(f, "{separator}{key}: {problem}")?;
        }
        Ok(())
    }
}

impl std::error::Error for Faults {}
