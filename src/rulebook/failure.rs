//! Why a script does not compile or run, in words of both languages.

use rhai::{EvalAltResult, LexError, ParseError, ParseErrorType};

use super::outline::Spot;
use super::script::spot;
use super::vocabulary::Trouble;
use crate::diagnostic::{Code, Diagnostic, Place};
use crate::figure::Figure;

/// Why a run has no result.
#[derive(Debug)]
pub(super) enum Stop {
    /// The rule asked about a figure that has no value; its state decides.
    Unknown(Box<Figure>),
    /// The rule is at fault.
    Failed(Failure),
}

/// A fault of a script.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Failure {
    pub(super) code: Code,
    /// Where; `None` if the engine does not know.
    pub(super) spot: Option<Spot>,
    /// Key of the reason in `labels.toml`; for an unknown name, of its kind.
    pub(super) key: &'static str,
    /// What the reason is about.
    pub(super) text: String,
}

impl Failure {
    fn new(code: Code, key: &'static str, text: impl Into<String>) -> Self {
        Self { code, spot: None, key, text: text.into() }
    }

    /// The function that begins at `spot` returned what cannot be used.
    pub(super) fn of_result(spot: Option<Spot>) -> Self {
        Self { spot, ..Self::new(Code::RuleFailed, "script.wrong_result", "") }
    }

    /// The fault as a diagnostic of the rule `rule`, whose script `place` names places in.
    pub(super) fn told(&self, rule: &str, place: impl Fn(Spot) -> Place) -> Diagnostic {
        let diagnostic = Diagnostic::new(self.code).at(place(self.spot.unwrap_or((1, 1))));
        match self.code {
            Code::RuleUnknownName => {
                diagnostic.with_label("kind", self.key, "").with("name", &self.text).with_near(None)
            }
            _ => diagnostic.with("rule", rule).with_label("reason", self.key, &self.text),
        }
    }

    pub(super) fn of_syntax(error: &ParseError) -> Self {
        let spot = (!error.position().is_none()).then(|| spot(error.position()));
        Self { spot, ..Self::of_syntax_kind(error.err_type()) }
    }

    fn of_syntax_kind(error: &ParseErrorType) -> Self {
        use ParseErrorType as E;
        let syntax = |key, text: &str| Self::new(Code::RuleSyntax, key, text);
        match error {
            E::UnexpectedEOF => syntax("syntax.end", ""),
            E::BadInput(LexError::UnterminatedString) => syntax("syntax.string", ""),
            E::BadInput(LexError::StringTooLong(_)) | E::LiteralTooLarge(..) => {
                Self::new(Code::RuleLimit, "limit.size", "")
            }
            E::BadInput(LexError::MalformedNumber(text)) => syntax("syntax.number", text),
            E::BadInput(LexError::UnexpectedInput(text) | LexError::ImproperSymbol(text, _))
            | E::UnknownOperator(text)
            | E::Reserved(text) => {
                let is_word = text.chars().all(|c| c.is_alphanumeric() || c == '_');
                syntax(if is_word { "syntax.forbidden" } else { "syntax.unexpected" }, text)
            }
            // The engine asks for a comma wherever a bracket is not closed.
            E::MissingToken(token, _) if token == "," => syntax("syntax.comma", ""),
            E::MissingToken(token, _) => syntax("syntax.missing", token),
            E::DuplicatedProperty(name) | E::FnDuplicatedDefinition(name, _) => syntax("syntax.twice", name),
            E::ExprExpected(_) => syntax("syntax.expression", ""),
            E::PropertyExpected | E::VariableExpected | E::FnMissingName => syntax("syntax.name", ""),
            E::VariableUndefined(name) => Self::new(Code::RuleUnknownName, "kind.variable", name),
            E::ExprTooDeep => Self::new(Code::RuleLimit, "limit.depth", ""),
            E::TooManyFunctions => Self::new(Code::RuleLimit, "limit.size", ""),
            other => syntax("script.other", &other.to_string()),
        }
    }
}

impl Stop {
    pub(super) fn of(error: &EvalAltResult) -> Self {
        use EvalAltResult as E;
        let failed = |key, text: &str| Failure::new(Code::RuleFailed, key, text);
        let limit = |key| Failure::new(Code::RuleLimit, key, "");
        let failure = match error {
            // The call's own place is where the function was called from; the fault lies within.
            E::ErrorInFunctionCall(_, _, inner, _) => return Self::of(inner),
            E::ErrorRuntime(thrown, _) => match thrown.clone().try_cast::<Trouble>() {
                Some(Trouble::Unknown(figure)) => return Self::Unknown(Box::new((*figure).clone())),
                Some(Trouble::Wrong(key, text)) => failed(key, &text),
                None => failed("script.thrown", &thrown.to_string()),
            },
            E::ErrorParsing(error, _) => Failure::of_syntax_kind(error),
            E::ErrorVariableNotFound(name, _) => failed("script.no_variable", name),
            E::ErrorPropertyNotFound(name, _) => failed("script.no_property", name),
            E::ErrorDotExpr(text, _) => failed("script.no_property", text.split('\'').nth(1).unwrap_or(text)),
            E::ErrorFunctionNotFound(signature, _) => {
                failed("script.no_function", signature.split_once(' ').map_or(signature, |(name, _)| name))
            }
            E::ErrorMismatchDataType(wanted, ..) if wanted == "bool" => failed("script.not_a_condition", ""),
            E::ErrorMismatchDataType(..) => failed("script.wrong_type", ""),
            E::ErrorMismatchOutputType(..) => failed("script.wrong_result", ""),
            E::ErrorArithmetic(reason, _) if reason.to_lowercase().contains("division by zero") => {
                failed("script.division_by_zero", "")
            }
            E::ErrorArithmetic(..) => failed("script.overflow", ""),
            E::ErrorTooManyOperations(_) => limit("limit.steps"),
            E::ErrorTerminated(..) => limit("limit.time"),
            E::ErrorStackOverflow(_) => limit("limit.depth"),
            E::ErrorDataTooLarge(..) | E::ErrorTooManyVariables(_) => limit("limit.size"),
            other => failed("script.other", &other.to_string()),
        };
        let position = error.position();
        Self::Failed(Failure { spot: (!position.is_none()).then(|| spot(position)), ..failure })
    }
}
