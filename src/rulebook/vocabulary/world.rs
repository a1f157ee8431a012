//! The figures of one period as rules see them: `f`.

use std::collections::HashMap;
use std::rc::Rc;

use indexmap::IndexMap;
use rhai::{Dynamic, Engine};

use super::log::Log;
use super::number::Number;
use super::rows::Rows;
use super::trouble::{Answer, wrong};
use crate::figure::{Doubt, Figure, FigureId, FigureKind, FigureSpec, Figures, Parts, State, Value, Want};

/// Every declared figure, reported or not. Cloning it is cheap.
#[derive(Clone, Debug)]
pub(in crate::rulebook) struct World(Rc<HashMap<FigureId, Seen>>);

#[derive(Clone, Debug)]
enum Seen {
    Number(Number),
    Rows(Rows),
}

impl World {
    /// `figures` as the declarations `specs` order them; what was not reported is missing, with a want.
    pub(in crate::rulebook) fn new(figures: &Figures, specs: &IndexMap<FigureId, FigureSpec>) -> Self {
        let seen = specs.values().map(|spec| {
            let single =
                || figures.single.get(&spec.id).cloned().unwrap_or_else(|| Figure::missing(Want::of(spec)));
            let seen = match (spec.kind, figures.tables.get(&spec.id)) {
                (FigureKind::Table, Some(table)) => Seen::Rows(Rows::new(table)),
                (FigureKind::Table, None) => Seen::Rows(Rows::without_rows(&single())),
                (FigureKind::Percent, _) => Seen::Number(Number::new(percentage(single()))),
                _ => Seen::Number(Number::new(single())),
            };
            (spec.id.clone(), seen)
        });
        Self(Rc::new(seen.collect()))
    }

    /// `figures` that are only supposed, with the doubts that the same figures would bear had units reported them.
    pub(in crate::rulebook) fn supposed(figures: &Figures, specs: &IndexMap<FigureId, FigureSpec>) -> Self {
        let mut figures = figures.clone();
        figures.doubt_excesses(specs);
        Self::new(&figures, specs)
    }

    /// The same, but for the single figure `id`.
    pub(in crate::rulebook) fn with(&self, id: &FigureId, figure: Figure) -> Self {
        let mut seen = (*self.0).clone();
        seen.insert(id.clone(), Seen::Number(Number::new(figure)));
        Self(Rc::new(seen))
    }

    /// The single figures that were reported with `doubt`, each with its value, in the order of their identifiers.
    pub(in crate::rulebook) fn resting_on(&self, doubt: &Doubt) -> Vec<(FigureId, Value)> {
        let single = self.0.iter().filter_map(|(id, seen)| match seen {
            Seen::Number(number) if number.0.doubts.contains(doubt) => {
                Some((id.clone(), number.0.value.clone()?))
            }
            _ => None,
        });
        let mut resting: Vec<_> = single.collect();
        resting.sort_by(|(one, _), (other, _)| one.cmp(other));
        resting
    }

    /// The figure `id`; for a table its state, its number of rows and the cells by which it was found.
    pub(in crate::rulebook) fn figure(&self, id: &str) -> Option<&Figure> {
        match self.0.get(id)? {
            Seen::Number(number) => Some(&number.0),
            Seen::Rows(rows) => Some(rows.whole()),
        }
    }
}

/// A percentage that a unit states. One that did not arise is a ratio of nothing, and never the number zero.
fn percentage(figure: Figure) -> Figure {
    if figure.state != State::NothingArose {
        return figure;
    }
    let nothing = || Figure::nothing_arose(figure.origins.clone());
    let parts = Parts { numerator: nothing(), denominator: nothing() };
    Figure { parts: Some(Box::new(parts)), ..figure }
}

pub(super) fn figures(engine: &mut Engine, log: &Log) {
    engine.register_type_with_name::<World>("figures");
    let log = log.clone();
    engine.register_indexer_get(move |world: &mut World, name: &str| -> Answer<Dynamic> {
        let (id, seen) = world.0.get_key_value(name).ok_or_else(|| wrong("script.no_figure", name))?;
        log.reads(id);
        Ok(match seen {
            Seen::Number(number) => Dynamic::from(number.clone()),
            Seen::Rows(rows) => Dynamic::from(rows.clone()),
        })
    });
}
