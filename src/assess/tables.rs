//! Tables that several submissions hold.

use crate::figure::{Doubt, Figure, FigureSpec, State, Table, Value, Want};
use crate::intake::Intake;

/// The one table that is reported for `spec`; a missing figure where there is none, or where two differ.
pub(super) fn agreed(spec: &FigureSpec, intake: &Intake) -> Result<Table, Figure> {
    let mut tables = intake
        .submissions
        .iter()
        .filter(|submission| submission.form == spec.form)
        .filter_map(|submission| submission.figures.tables.get(&spec.id));
    let Some(first) = tables.next() else { return Err(Figure::missing(Want::of(spec))) };
    let others: Vec<&Table> = tables.collect();
    let mut joined = first.clone();
    joined.origins.extend(others.iter().flat_map(|table| table.origins.iter().cloned()));
    if others.iter().all(|other| content(other) == content(first)) {
        others.iter().for_each(|other| add_doubts(&mut joined, other));
        return Ok(joined);
    }
    let differing = others.iter().find_map(|other| first_difference(first, other));
    let origins = std::iter::once(first)
        .chain(others)
        .filter_map(|table| {
            let cell = differing.as_ref().and_then(|(row, id)| table.records.get(*row)?.fields.get(id));
            // Where rows are missing, the header cell of each says where it stands.
            cell.and_then(|field| field.origins.first()).or(table.origins.first()).cloned()
        })
        .collect();
    let conflict = Doubt::Conflict { figure: spec.id.clone(), origins };
    Err(Figure { doubts: vec![conflict], ..Figure::missing(Want::of(spec)) })
}

/// Lets what is doubtful about a field of `other`, which says the same, be doubtful in `table` too.
fn add_doubts(table: &mut Table, other: &Table) {
    for (record, other) in table.records.iter_mut().zip(&other.records) {
        for (id, field) in &mut record.fields {
            let doubts = other.fields.get(id).map_or(&[][..], |other| &other.doubts);
            let new: Vec<Doubt> =
                doubts.iter().filter(|doubt| !field.doubts.contains(doubt)).cloned().collect();
            field.doubts.extend(new);
        }
    }
}

/// The first field in which two tables of as many rows differ: its row and its column.
fn first_difference(one: &Table, other: &Table) -> Option<(usize, String)> {
    if one.records.len() != other.records.len() {
        return None;
    }
    one.records.iter().zip(&other.records).enumerate().find_map(|(row, (one, other))| {
        let differs = |id: &&String| {
            let said = |figure: Option<&Figure>| figure.map(|figure| (figure.state, figure.value.clone()));
            said(one.fields.get(*id)) != said(other.fields.get(*id))
        };
        one.fields.keys().find(differs).map(|id| (row, id.clone()))
    })
}

/// What a table says, wherever it stands.
fn content(table: &Table) -> Vec<Vec<(&str, State, Option<&Value>)>> {
    table
        .records
        .iter()
        .map(|record| {
            record
                .fields
                .iter()
                .map(|(id, figure)| (id.as_str(), figure.state, figure.value.as_ref()))
                .collect()
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::address::{Address, CellRef};
    use crate::diagnostic::Code;
    use crate::figure::{Figures, Origin, Record};
    use crate::intake::test_plan::forms;
    use crate::intake::{FormDescription, Submission};

    fn spec() -> FigureSpec {
        let lists: Vec<FigureSpec> = forms().iter().flat_map(FormDescription::figures).collect();
        lists.into_iter().find(|spec| *spec.id == *"danh_muc_tthc").expect("the list")
    }

    /// A list in `file` whose second row says `number` in E6.
    fn list(file: &str, number: u32, doubts: Vec<Doubt>) -> Submission {
        let origin = |row, column| Origin {
            address: Address { file: file.into(), sheet: "S".into(), cell: CellRef::new(row, column) },
            unit: "TTPVHCC".into(),
            form: "danh-muc-tthc".into(),
            raw: number.to_string().into(),
        };
        let record = |row, number: u32, doubts| {
            let reported = Figure::reported(Value::Number(number.into()), origin(row, 4));
            let mut record = Record::default();
            record.fields.insert("thoi_han".to_owned(), Figure { doubts, ..reported });
            record
        };
        let records = vec![record(4, 3, Vec::new()), record(5, number, doubts)];
        let mut figures = Figures::default();
        figures.tables.insert(spec().id, Table { records, origins: vec![origin(2, 0)] });
        Submission {
            file: file.into(),
            form: "danh-muc-tthc".into(),
            unit: "TTPVHCC".into(),
            period: None,
            sending: 1,
            sending_known: true,
            sending_cell: None,
            person: None,
            date: None,
            date_cell: None,
            columns: Vec::new(),
            figures,
            tasks: Vec::new(),
        }
    }

    fn agreed_of(submissions: Vec<Submission>) -> Result<Table, Figure> {
        agreed(&spec(), &Intake { submissions, ..Intake::default() })
    }

    #[test]
    fn a_doubt_about_one_of_two_equal_lists_is_a_doubt_whichever_comes_first() {
        let doubt = Doubt::unclear(Code::MeasureDiffers, Vec::new());
        let (sure, doubtful) = (list("a.xlsx", 8, Vec::new()), list("b.xlsx", 8, vec![doubt.clone()]));
        for pair in [vec![sure.clone(), doubtful.clone()], vec![doubtful, sure]] {
            let table = agreed_of(pair).expect("they agree");
            assert_eq!(table.records[1].fields["thoi_han"].doubts, std::slice::from_ref(&doubt));
            assert_eq!(table.records[0].fields["thoi_han"].doubts, []);
        }
    }

    #[test]
    fn lists_that_differ_are_a_conflict_at_the_cells_that_differ() {
        let refused = agreed_of(vec![list("a.xlsx", 8, Vec::new()), list("b.xlsx", 2, Vec::new())]);
        let figure = refused.expect_err("they differ");
        let [Doubt::Conflict { origins, .. }] = &figure.doubts[..] else { panic!("{:?}", figure.doubts) };
        let cells: Vec<String> = origins.iter().map(|origin| origin.address.to_string()).collect();
        assert_eq!(cells, ["a.xlsx | S!E6", "b.xlsx | S!E6"]);
    }
}
