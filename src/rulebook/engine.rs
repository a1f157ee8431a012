//! The engine that compiles and runs scripts, within limits that no script can pass.

use std::cell::{Cell, RefCell};
use std::rc::Rc;
use std::time::{Duration, Instant};

use indexmap::{IndexMap, IndexSet};
use rhai::{CallFnOptions, Dynamic, Engine, INT, Map, OptimizationLevel, Scope, Token};
use rust_decimal::Decimal;

use super::failure::{Failure, Stop};
use super::probe::{self, Reached};
use super::script::Script;
use super::vocabulary::{self, Log, Noted, Number, World};
use crate::figure::{Figure, FigureId};

/// Longest time that one function of a rule may take.
const LONGEST: Duration = Duration::from_secs(1);
/// Most steps of one run; the shipped rules need some thirty.
const STEPS: u64 = 200_000;
/// Deepest calls of functions from functions.
const CALLS: usize = 16;
/// Deepest nesting of expressions and blocks.
const NESTING: usize = 48;
/// Longest text, in bytes, literals included.
const TEXT: usize = 10_000;
/// Longest list and largest map.
const ITEMS: usize = 1_000;
/// Most variables and functions of one script.
const NAMES: usize = 100;

/// What scripts may not say at all: it would run code made at run time, print, hide a missing figure (`try`), or
/// silently never match a figure (`switch`, `in`).
const FORBIDDEN: [&str; 15] = [
    "eval",
    "print",
    "debug",
    "Fn",
    "call",
    "curry",
    "is_shared",
    "is_def_fn",
    "is_def_var",
    "type_of",
    "try",
    "switch",
    "in",
    "import",
    "export",
];

/// One engine for all rules.
pub(super) struct Machine {
    engine: Engine,
    log: Log,
    deadline: Rc<Cell<Option<Instant>>>,
    reached: Rc<RefCell<Reached>>,
}

/// What running one function gave.
#[derive(Debug)]
pub(super) struct Run {
    /// The figure that it returned.
    pub(super) result: Result<Figure, Stop>,
    /// Figures that it read.
    pub(super) read: IndexSet<FigureId>,
    /// Figures that it compared.
    pub(super) compared: Vec<Rc<Figure>>,
}

impl Machine {
    pub(super) fn new() -> Self {
        let mut engine = Engine::new_raw();
        let log = Log::default();
        let deadline: Rc<Cell<Option<Instant>>> = Rc::default();
        engine
            .set_optimization_level(OptimizationLevel::None)
            .set_fast_operators(false)
            .set_strict_variables(true)
            .set_fail_on_invalid_map_property(true)
            .set_allow_anonymous_fn(false)
            .set_max_operations(STEPS)
            .set_max_call_levels(CALLS)
            .set_max_expr_depths(NESTING, NESTING)
            .set_max_string_size(TEXT)
            .set_max_array_size(ITEMS)
            .set_max_map_size(ITEMS)
            .set_max_variables(NAMES)
            .set_max_functions(NAMES);
        for symbol in FORBIDDEN {
            engine.disable_symbol(symbol);
        }
        let until = deadline.clone();
        engine.on_progress(move |steps| {
            let late = steps % 64 == 0 && until.get().is_some_and(|until| Instant::now() > until);
            late.then_some(Dynamic::UNIT)
        });
        take_until_for_a_name(&mut engine);
        vocabulary::register(&mut engine, &log);
        let reached = register_probes(&mut engine);
        Self { engine, log, deadline, reached }
    }

    /// The probes that runs have reached since the last call.
    pub(super) fn take_reached(&self) -> Reached {
        self.reached.take()
    }

    /// Compiles `text`, which is not run.
    pub(super) fn compile(&self, text: &str) -> Result<Script, Failure> {
        self.engine.compile(text).map(Script::new).map_err(|error| Failure::of_syntax(&error))
    }

    /// What `run` gives, and every word that it uses.
    pub(super) fn traced<T>(&self, run: impl FnOnce() -> T) -> (Vec<Noted>, T) {
        self.log.traced(run)
    }

    /// `value(f)`.
    pub(super) fn value(&self, script: &Script, world: &World) -> Run {
        self.call(script, "value", vec![Dynamic::from(world.clone())])
    }

    /// `points(v, s)` or `points(v, s, f)`.
    pub(super) fn points(
        &self,
        script: &Script,
        value: &Figure,
        scale: &IndexMap<String, Decimal>,
        world: &World,
    ) -> Run {
        let scale: Map = scale
            .iter()
            .map(|(name, number)| (name.into(), Dynamic::from(Number::new(Figure::constant(*number)))))
            .collect();
        let mut values = vec![Dynamic::from(Number::new(value.clone())), Dynamic::from_map(scale)];
        if script.outline.function("points").is_some_and(|function| function.parameters == 3) {
            values.push(Dynamic::from(world.clone()));
        }
        self.call(script, "points", values)
    }

    fn call(&self, script: &Script, function: &str, values: Vec<Dynamic>) -> Run {
        self.log.take();
        self.deadline.set(Some(Instant::now() + LONGEST));
        let options = CallFnOptions::new().eval_ast(false);
        let returned = self.engine.call_fn_with_options::<Dynamic>(
            options,
            &mut Scope::new(),
            &script.ast,
            function,
            values,
        );
        self.deadline.set(None);
        let result = match returned {
            Ok(value) => match Number::read(&value) {
                Some(number) => Ok((*number.0).clone()),
                None => Err(Stop::Failed(Failure::of_result(script.outline.spot_of(function)))),
            },
            Err(error) => Err(Stop::of(&error)),
        };
        let noticed = self.log.take();
        Run { result, read: noticed.read, compared: noticed.compared }
    }
}

/// Lets a value of the law say `until:`, which is the end of a loop to the engine; rules need no such loops.
#[expect(deprecated, reason = "the engine calls this interface volatile; it is not deprecated")]
fn take_until_for_a_name(engine: &mut Engine) {
    engine.on_parse_token(|token, _, _| match token {
        Token::Until => Token::Identifier(Box::new("until".into())),
        token => token,
    });
}

/// Teaches `engine` the marks that `probe` sets. No rule may call them: `check` knows no such words.
fn register_probes(engine: &mut Engine) -> Rc<RefCell<Reached>> {
    let reached: Rc<RefCell<Reached>> = Rc::default();
    let [at, turned_out] = [reached.clone(), reached.clone()];
    let number = |number: INT| usize::try_from(number).unwrap_or_default();
    engine.register_fn(probe::AT, move |probe: INT| {
        at.borrow_mut().insert((number(probe), None));
    });
    engine.register_fn(probe::IF, move |probe: INT, condition: Dynamic| {
        if let Ok(holds) = condition.as_bool() {
            turned_out.borrow_mut().insert((number(probe), Some(holds)));
        }
        condition
    });
    reached
}
