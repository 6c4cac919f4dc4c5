//! How the events are drawn: folded but for the one with the focus.

use super::{PARTS, Part, TimelineWork};
use crate::exercise::moment::Moment;
use crate::exercise::timeline::{Asks, Row as Event};
use crate::tui::canvas::Target;
use crate::tui::pages::pointer;
use crate::tui::sheet::{Row, Sheet};
use crate::tui::view::Cx;

/// The longest gap takes so many columns.
const GAP_COLUMNS: u32 = 24;

impl TimelineWork {
    /// The names of the two dates in the order in which they are asked for.
    pub(super) fn date_names(&self) -> (&str, &str) {
        match self.spec.asks {
            Asks::Happened => (&self.spec.happened, &self.spec.learned),
            Asks::Learned => (&self.spec.learned, &self.spec.happened),
        }
    }

    pub(super) fn kind_label<'a>(&'a self, row: &'a Event) -> &'a str {
        let kind = self.spec.kinds.iter().find(|kind| kind.id == row.kind);
        kind.map_or(&row.kind, |kind| &kind.label)
    }

    /// The time between the two dates, drawn to the scale of the longest on this line.
    pub(super) fn gap(&self, row: &Event, cx: &Cx<'_>, lead: Row) -> Option<Row> {
        let theme = cx.theme;
        let (says, days) = (row.gap()?, row.gap_days()?);
        let longest = self.doing.rows.iter().filter_map(Event::gap_days).max();
        let longest = longest.unwrap_or(days).max(1);
        let length = (days * GAP_COLUMNS).div_ceil(longest).max(1);
        let (edge, dash) = if theme.ascii {
            ("|", "=")
        } else {
            ("\u{251c}", "\u{2500}")
        };
        let end = if theme.ascii { "|" } else { "\u{2524}" };
        let drawn = format!("{edge}{}{end}", dash.repeat(length as usize));
        let row = lead.at(2).text(drawn, theme.accent);
        Some(row.text(format!("  {says} between the two"), theme.dim))
    }

    pub(super) fn folded(&self, cx: &Cx<'_>, sheet: &mut Sheet<'_>, place: usize, row: &Event) {
        let theme = cx.theme;
        let target = Target::Item(place);
        let spoken = |text: &str| match text.parse::<Moment>() {
            Ok(moment) => moment.spoken(),
            Err(_) => text.trim().to_owned(),
        };
        let (first, second) = match self.spec.asks {
            Asks::Happened => (&row.happened, &row.learned),
            Asks::Learned => (&row.learned, &row.happened),
        };
        let date = if first.trim().is_empty() {
            "no date".to_owned()
        } else {
            spoken(first)
        };
        let (point, line) = if theme.ascii {
            ("o", "|")
        } else {
            ("\u{25cf}", "\u{2502}")
        };
        let what = row.what.lines().next().unwrap_or_default();
        let what = if what.is_empty() {
            "(no words yet)"
        } else {
            what
        };
        sheet.row(
            Row::new()
                .text(format!("{point} "), theme.accent)
                .target(date, theme.text, target)
                .text(format!("  {}", self.kind_label(row)), theme.dim),
        );
        sheet.row(
            Row::new()
                .text(line, theme.rule)
                .at(2)
                .target(what, theme.text, target),
        );
        if !second.trim().is_empty() {
            let about = format!("{} {}", self.date_names().1, spoken(second));
            sheet.row(
                Row::new()
                    .text(line, theme.rule)
                    .at(2)
                    .text(about, theme.dim),
            );
        }
        if let Some(gap) = self.gap(row, cx, Row::new().text(line, theme.rule)) {
            sheet.row(gap);
        }
        sheet.row(Row::new().text(line, theme.rule));
    }

    pub(super) fn open<'a>(
        &'a self,
        cx: &Cx<'_>,
        sheet: &mut Sheet<'a>,
        place: usize,
        row: &'a Event,
    ) {
        let theme = cx.theme;
        let Some(fields) = self.fields.get(place) else {
            return;
        };
        let name = |part: Part| {
            if self.part == part {
                theme.strong
            } else {
                theme.dim
            }
        };
        let base = place * PARTS.len();
        sheet.focusing(self.part == Part::Kind, |sheet| {
            let mut kinds = pointer(self.part == Part::Kind, cx);
            for (kind_place, kind) in self.spec.kinds.iter().enumerate() {
                let chosen = kind.id == row.kind;
                let style = if chosen { theme.accent } else { theme.dim };
                let sign = crate::tui::exercises::choose_sign(chosen, theme);
                let target = Target::Choice(place, kind_place);
                let text = format!("{sign} {}", kind.label);
                if kinds.end() + crate::tui::sheet::columns(&text) > sheet.width {
                    sheet.row(kinds);
                    kinds = Row::new().at(2);
                }
                kinds = kinds.target(text, style, target).text("  ", theme.dim);
            }
            sheet.row(kinds);
        });
        fields
            .what
            .on(sheet, base + 1, 2, self.part == Part::What, Vec::new());
        let (first, second) = self.date_names();
        for (offset, part, label, field) in [
            (2, Part::First, first, &fields.first),
            (3, Part::Second, second, &fields.second),
        ] {
            sheet.row(
                Row::new()
                    .at(2)
                    .target(label, name(part), Target::Text(base + offset)),
            );
            field.on(sheet, base + offset, 4, self.part == part, Vec::new());
        }
        if let Some(gap) = self.gap(row, cx, Row::new()) {
            sheet.row(gap);
        }
        sheet.gap();
    }
}
