//! A rule's script: compiled, and outlined by walking its syntax tree.

use rhai::{AST, ASTFlags, ASTNode, Dynamic, Expr, FnCallExpr, Position, ScriptFuncDef, Stmt};
use rust_decimal::Decimal;

use super::outline::{Constant, Function, Literal, Outline, Spot, Threshold, Use, Used};

/// A compiled script.
#[derive(Debug)]
pub(super) struct Script {
    pub(super) ast: AST,
    pub(super) outline: Outline,
}

impl Script {
    pub(super) fn new(ast: AST) -> Self {
        let outline = outline(&ast);
        Self { ast, outline }
    }
}

fn outline(ast: &AST) -> Outline {
    let mut outline = Outline::default();
    for statement in ast.statements() {
        match statement {
            Stmt::Var(declared, flags, position) if flags.intersects(ASTFlags::CONSTANT) => {
                let name = declared.0.name.to_string();
                outline.constants.push((name, spot(*position), literal(&declared.1)));
            }
            Stmt::Noop(_) => {}
            other => {
                outline.stray.get_or_insert(spot(other.position()));
            }
        }
    }
    outline.functions = ast.iter_fn_def().map(|definition| function(ast, definition)).collect();
    // The engine keeps functions by their hashes.
    outline.functions.sort_by_key(|function| function.spot);
    outline
}

/// A position as the line and column it names; 1, 1 where the engine does not know.
pub(super) fn spot(position: Position) -> Spot {
    let narrow = |number: Option<usize>| number.and_then(|n| u32::try_from(n).ok()).unwrap_or(1).max(1);
    (narrow(position.line()), narrow(position.position()))
}

fn literal(expression: &Expr) -> Literal {
    let value = match expression {
        Expr::StringConstant(text, _) => Constant::Text(text.to_string()),
        Expr::Array(items, _) => Constant::List(items.iter().map(literal).collect()),
        Expr::Map(fields, _) => Constant::Map(
            fields
                .0
                .iter()
                .map(|(name, value)| (name.name.to_string(), spot(name.pos), literal(value)))
                .collect(),
        ),
        other => number(other).map_or(Constant::Other, Constant::Number),
    };
    Literal { value, spot: spot(expression.start_position()) }
}

fn number(expression: &Expr) -> Option<Decimal> {
    match expression {
        Expr::IntegerConstant(number, _) => Some(Decimal::from(*number)),
        Expr::DynamicConstant(value, _) => decimal(value),
        // The engine reads -0.5 as the operator before 0.5.
        Expr::FnCall(call, _) if &*call.name == "-" => match &*call.args {
            [operand] => number(operand).map(|number| -number),
            _ => None,
        },
        _ => None,
    }
}

fn decimal(value: &Dynamic) -> Option<Decimal> {
    value.as_decimal().ok().or_else(|| value.as_int().ok().map(Decimal::from))
}

/// The engine does not hand out a function's body, but it walks one: that of a copy with this function alone.
fn function(ast: &AST, definition: &ScriptFuncDef) -> Function {
    let mut alone = ast.clone_functions_only();
    alone.retain_functions(|_, _, name, parameters| {
        name == definition.name.as_str() && parameters == definition.params.len()
    });
    let roles = Roles::of(definition);
    let mut uses = Vec::new();
    let mut first: Option<Spot> = None;
    alone.walk(&mut |path: &[ASTNode]| {
        match path {
            [.., ASTNode::Stmt(Stmt::Return(_, flags, _)), ASTNode::Expr(Expr::StringConstant(..))]
                if flags.intersects(ASTFlags::BREAK) => {}
            [.., ASTNode::Expr(expression)] => roles.note(expression, &mut uses),
            [.., ASTNode::Stmt(Stmt::FnCall(call, position))] => {
                roles.note_call(call, *position, 0, &mut uses);
            }
            [ASTNode::Stmt(statement)] => {
                first.get_or_insert(spot(statement.position()));
            }
            _ => {}
        }
        true
    });
    Function {
        name: definition.name.to_string(),
        parameters: definition.params.len(),
        spot: first.unwrap_or((1, 1)),
        uses,
    }
}

/// The names under which a function knows the measured value, the scale and the figures.
struct Roles {
    value: String,
    scale: String,
    figures: String,
}

impl Roles {
    fn of(definition: &ScriptFuncDef) -> Self {
        let parameter = |index: usize, usual: &str| {
            definition.params.get(index).map_or(usual, |name| name.as_str()).to_owned()
        };
        let usual = |name: &str| name.to_owned();
        match definition.name.as_str() {
            "value" => Self { value: usual(""), scale: usual(""), figures: parameter(0, "f") },
            "points" => {
                Self { value: parameter(0, "v"), scale: parameter(1, "s"), figures: parameter(2, "f") }
            }
            _ => Self { value: usual("v"), scale: usual("s"), figures: usual("f") },
        }
    }

    fn note(&self, expression: &Expr, uses: &mut Vec<Use>) {
        match expression {
            Expr::Dot(chain, ..) | Expr::Index(chain, ..) => {
                let Some((name, position)) = property(&chain.rhs) else { return };
                let what = match variable(&chain.lhs) {
                    Some(owner) if owner == self.figures => Used::Figure(name),
                    Some(owner) if owner == self.scale => Used::Scale(name),
                    _ => return,
                };
                uses.push(Use { what, spot: spot(position) });
            }
            Expr::FnCall(call, position) => self.note_call(call, *position, 0, uses),
            Expr::MethodCall(call, position) => self.note_call(call, *position, 1, uses),
            Expr::StringConstant(text, position) => {
                uses.push(Use { what: Used::Text(text.to_string()), spot: spot(*position) });
            }
            Expr::Map(fields, _) => {
                for (name, _) in &fields.0 {
                    uses.push(Use { what: Used::Text(name.name.to_string()), spot: spot(name.pos) });
                }
            }
            _ => {}
        }
    }

    fn note_call(&self, call: &FnCallExpr, position: Position, before: usize, uses: &mut Vec<Use>) {
        let spot = spot(position);
        let threshold = match (&*call.name, &*call.args) {
            ("<" | "<=" | ">" | ">=" | "==" | "!=", [one, other]) if self.is_value(one) => {
                self.threshold(other)
            }
            ("<" | "<=" | ">" | ">=" | "==" | "!=", [one, other]) if self.is_value(other) => {
                self.threshold(one)
            }
            ("linear", [one, full, _]) if self.is_value(one) => self.threshold(full),
            _ => None,
        };
        if let Some(threshold) = threshold {
            uses.push(Use { what: Used::Threshold(threshold), spot });
        }
        if let ("ask", [.., Expr::StringConstant(_, reason)]) = (&*call.name, &*call.args) {
            uses.push(Use { what: Used::Reason, spot: self::spot(*reason) });
        }
        if call.op_token.is_none() {
            uses.push(Use { what: Used::Call(call.name.to_string(), call.args.len() + before), spot });
        }
    }

    fn is_value(&self, expression: &Expr) -> bool {
        variable(expression).is_some_and(|name| name == self.value)
    }

    fn threshold(&self, expression: &Expr) -> Option<Threshold> {
        match expression {
            Expr::Dot(chain, ..) if variable(&chain.lhs).is_some_and(|name| name == self.scale) => {
                Some(Threshold::Scale(property(&chain.rhs)?.0))
            }
            other => number(other).map(Threshold::Number),
        }
    }
}

fn variable(expression: &Expr) -> Option<&str> {
    match expression {
        Expr::Variable(name, ..) => Some(&name.1),
        _ => None,
    }
}

/// The name that follows the point; chains lean to the right.
fn property(expression: &Expr) -> Option<(String, Position)> {
    match expression {
        Expr::Property(property, position) => Some((property.2.to_string(), *position)),
        Expr::StringConstant(name, position) => Some((name.to_string(), *position)),
        Expr::Dot(chain, ..) | Expr::Index(chain, ..) => property(&chain.lhs),
        _ => None,
    }
}
