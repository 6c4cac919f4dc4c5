//! Where the words stand, in columns under their headings, and how one walks among them.

use super::ChooseWork;
use crate::tui::sheet::columns;

/// Columns that are taken by what stands before and after a word.
pub(super) const AROUND: u16 = 6;
/// Of so many words one may be cut by its column. It is said whole below the list.
const ONE_CUT_IN: usize = 8;

impl ChooseWork {
    /// In how many columns the words stand: as many as there is room for without cutting many of
    /// them. A single column cuts none.
    pub(super) fn columns_in(&self, width: u16) -> usize {
        let most: u16 = match width {
            66.. => 3,
            40..=65 => 2,
            ..=39 => 1,
        };
        let items = &self.spec.items;
        let fits = |across: &u16| {
            let room = (width / across).saturating_sub(AROUND);
            let cut = items.iter().filter(|item| columns(&item.text) > room);
            cut.count() * ONE_CUT_IN <= items.len()
        };
        (2..=most).rev().find(fits).unwrap_or(1).into()
    }

    /// The grid: rows of places.
    pub(super) fn grid(&self) -> Vec<Vec<usize>> {
        let mut rows: Vec<Vec<usize>> = Vec::new();
        let mut group = None;
        for (place, item) in self.spec.items.iter().enumerate() {
            let fresh = group != Some(&item.group);
            group = Some(&item.group);
            match rows
                .last_mut()
                .filter(|row| !fresh && row.len() < self.across)
            {
                Some(row) => row.push(place),
                None => rows.push(vec![place]),
            }
        }
        let rest = self.spec.items.len()..=self.last();
        rows.extend(
            rest.filter(|p| *p >= self.spec.items.len())
                .map(|place| vec![place]),
        );
        rows
    }

    pub(super) fn walk(&mut self, down: bool) {
        let grid = self.grid();
        let here = grid.iter().enumerate().find_map(|(row, places)| {
            let column = places.iter().position(|place| *place == self.at)?;
            Some((row, column))
        });
        let Some((row, column)) = here else {
            return;
        };
        let next = if down { row + 1 } else { row.wrapping_sub(1) };
        if let Some(places) = grid.get(next) {
            self.at = places[column.min(places.len() - 1)];
        }
    }
}
