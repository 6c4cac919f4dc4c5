//! Chance that can be had again: all that a test does by chance follows from one number, which it says when
//! it fails.

/// Where everyday runs begin: what lands is not a matter of luck.
const EVERYDAY: u64 = 22_112_026;

pub struct Chance(u64);

impl Chance {
    pub fn of(seed: u64) -> Chance {
        Chance(seed)
    }

    /// The next number. (SplitMix64.)
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    /// A number from 0 to one less than `most`.
    pub fn below(&mut self, most: u64) -> u64 {
        self.next() % most
    }

    pub fn one_in(&mut self, n: u64) -> bool {
        self.below(n) == 0
    }

    /// One of these, of which there is one at least.
    pub fn pick<T: Copy>(&mut self, of: &[T]) -> T {
        let at = self.below(of.len() as u64);
        of[usize::try_from(at).unwrap()]
    }
}

/// Whether this is a long run, and how much of it is wanted: `usual` where AMENDS_LONG is 1, or its number.
pub fn long(usual: usize) -> Option<usize> {
    let long = std::env::var("AMENDS_LONG").ok()?;
    Some(match long.parse() {
        Ok(0 | 1) | Err(_) => usual,
        Ok(wanted) => wanted,
    })
}

/// The number that AMENDS_SEED asks for.
pub fn asked() -> Option<u64> {
    let seed = std::env::var("AMENDS_SEED").ok()?;
    Some(seed.parse().expect("AMENDS_SEED is a number"))
}

/// The number to begin with: what was asked for, the same one every day, another for each long run.
pub fn seed() -> u64 {
    let other = || {
        let mut bits = [0; 4];
        getrandom::fill(&mut bits).unwrap();
        u64::from(u32::from_ne_bytes(bits))
    };
    asked().unwrap_or_else(|| long(1).map_or(EVERYDAY, |_| other()))
}
