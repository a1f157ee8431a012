//! What there is to say of a rule by its number.

use super::Rulebook;
use crate::figure::FigureSpec;
use crate::plan::{Rule, Scheme, Unit};

/// A rule with everything that its declarations name.
#[derive(Clone, Copy, Debug)]
pub struct Explanation<'a> {
    /// Its declarations: law, dated values with their bases, formula, policies, file.
    pub rule: &'a Rule,
    /// Its scheme.
    pub scheme: &'a Scheme,
    /// The unit in charge.
    pub owner: Option<&'a Unit>,
    /// Everything that figures are declared for; see [`Self::figures`].
    figures: &'a indexmap::IndexMap<crate::figure::FigureId, FigureSpec>,
}

impl<'a> Explanation<'a> {
    /// The figures that it needs, in its order: what each is, who reports it, on which form.
    pub fn figures(&self) -> impl Iterator<Item = &'a FigureSpec> + use<'a> {
        let (needs, figures) = (&self.rule.needs, self.figures);
        needs.iter().filter_map(|need| figures.get(need))
    }
}

impl Rulebook {
    /// The rules with the number `id`, in any case of letters, one for each scheme that has it.
    pub fn explain(&self, id: &str) -> Vec<Explanation<'_>> {
        self.plan
            .rules
            .iter()
            .filter(|rule| rule.id.eq_ignore_ascii_case(id.trim()))
            .filter_map(|rule| {
                let scheme = self.plan.scheme(&rule.scheme)?;
                let owner = self.plan.unit(&rule.owner);
                Some(Explanation { rule, scheme, owner, figures: &self.plan.figures })
            })
            .collect()
    }
}
