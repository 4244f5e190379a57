/// How words flow into each other.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, serde::Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Style {
    /// Each word for itself, as for learners: *har du* keeps its r and its d, *och* its k.
    Clear,
    /// As the news is read: function words are weak, and r melts into a dental after it.
    #[default]
    Neutral,
    /// As neutral, but function words lose their d after r: *har du* becomes *ha ru*.
    Casual,
}
