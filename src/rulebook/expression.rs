//! A rule's expressions as text, by the place of the word that gives each its value.

use std::collections::HashMap;

use rhai::{ASTNode, Expr, FnCallExpr};

use super::outline::Spot;
use super::script::{Script, spot};

/// The text of every calculation of a script, by the place of its word: of `percent` in `percent(f.a, f.b)`, of `+` in
/// `f.a + f.b`.
pub(super) fn expressions(script: &Script) -> HashMap<Spot, String> {
    let mut texts = HashMap::new();
    script.ast.walk(&mut |path: &[ASTNode]| {
        match path.last() {
            Some(ASTNode::Expr(Expr::FnCall(call, position))) => {
                texts.insert(spot(*position), call_text(call));
            }
            // A method's text needs what stands before the point.
            Some(ASTNode::Expr(Expr::Dot(..))) => {
                if let Some(ASTNode::Expr(expression)) = path.last() {
                    methods(expression, &mut texts);
                }
            }
            _ => {}
        }
        true
    });
    texts
}

/// Each method of the chain `a.b().c()`, with what stands before it. Chains lean to the right.
fn methods(chain: &Expr, texts: &mut HashMap<Spot, String>) {
    let mut before = String::new();
    let mut rest = chain;
    loop {
        let (link, next) = match rest {
            Expr::Dot(pair, ..) => (&pair.lhs, Some(&pair.rhs)),
            last => (last, None),
        };
        if !before.is_empty() {
            before.push('.');
        }
        before.push_str(&text(link));
        if let Expr::MethodCall(_, position) = link {
            // The whole chain is walked before its tails, which lack their beginning.
            texts.entry(spot(*position)).or_insert_with(|| before.clone());
        }
        match next {
            Some(next) => rest = next,
            None => return,
        }
    }
}

fn call_text(call: &FnCallExpr) -> String {
    match (&call.op_token, &call.args[..]) {
        (Some(_), [one, other]) => format!("{} {} {}", within(one), call.name, within(other)),
        (Some(_), [one]) => format!("{}{}", call.name, within(one)),
        (_, args) => format!("{}({})", call.name, list(args)),
    }
}

/// An operator within another stands in brackets, so that no order of operators need be known.
fn within(expression: &Expr) -> String {
    match expression {
        Expr::FnCall(call, _) if call.op_token.is_some() => format!("({})", call_text(call)),
        other => text(other),
    }
}

fn list(expressions: &[Expr]) -> String {
    expressions.iter().map(text).collect::<Vec<_>>().join(", ")
}

fn text(expression: &Expr) -> String {
    match expression {
        Expr::DynamicConstant(value, _) => value.to_string(),
        Expr::BoolConstant(value, _) => value.to_string(),
        Expr::IntegerConstant(value, _) => value.to_string(),
        Expr::StringConstant(value, _) => format!("\"{value}\""),
        Expr::Array(items, _) => format!("[{}]", list(items)),
        Expr::Map(fields, _) => {
            let fields: Vec<String> =
                fields.0.iter().map(|(name, value)| format!("{}: {}", name.name, text(value))).collect();
            format!("#{{ {} }}", fields.join(", "))
        }
        Expr::Variable(name, ..) => name.1.to_string(),
        Expr::Property(name, _) => name.2.to_string(),
        Expr::Dot(pair, ..) => format!("{}.{}", text(&pair.lhs), text(&pair.rhs)),
        Expr::Index(pair, ..) => format!("{}[{}]", text(&pair.lhs), text(&pair.rhs)),
        Expr::FnCall(call, _) | Expr::MethodCall(call, _) => call_text(call),
        _ => "…".to_owned(),
    }
}
