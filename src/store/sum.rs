//! The checksum that ends each line: the first 128 bits of SHA-256 over every byte before `,"sum":`.
//! It is checked on the bytes before anything is parsed, so that any flipped bit shows.

use sha2::{Digest, Sha256};

/// The first 128 bits of a SHA-256.
pub(super) type Sum = [u8; 16];

const KEY: &[u8] = b",\"sum\":\"";
const END: &[u8] = b"\"}\n";
const DIGITS: usize = 32;
const TAIL: usize = KEY.len() + DIGITS + END.len();

/// Why a line is not what was written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub(super) enum Damage {
    #[error("it is empty")]
    Empty,
    #[error("it is cut short, or is not a file of amends")]
    NoSum,
    #[error("it was altered or damaged: its checksum does not match")]
    Differs,
}

pub(super) fn of(bytes: &[u8]) -> Sum {
    let mut sum = Sum::default();
    sum.copy_from_slice(&Sha256::digest(bytes)[..16]);
    sum
}

/// Ends a JSON object with its checksum and a newline. `line` is one object with at least one key.
pub(super) fn close(line: &mut Vec<u8>) {
    line.pop();
    let digits = hex(of(line));
    line.extend_from_slice(KEY);
    line.extend_from_slice(&digits);
    line.extend_from_slice(END);
}

/// Checks the end of a line, strictly, and gives the checksum.
///
/// # Errors
/// How it differs from a line that was written whole.
pub(super) fn check(line: &[u8]) -> Result<Sum, Damage> {
    if line.is_empty() {
        return Err(Damage::Empty);
    }
    let (rest, end) = line.split_last_chunk::<TAIL>().ok_or(Damage::NoSum)?;
    let digits = end
        .strip_prefix(KEY)
        .and_then(|end| end.strip_suffix(END))
        .ok_or(Damage::NoSum)?;
    let sum = of(rest);
    if digits == hex(sum) {
        Ok(sum)
    } else {
        Err(Damage::Differs)
    }
}

/// What stands before the end of a line that was checked.
pub(super) fn before(line: &[u8]) -> Option<&[u8]> {
    line.split_last_chunk::<TAIL>().map(|(rest, _)| rest)
}

/// Lower-case hex.
pub(super) fn hex(sum: Sum) -> [u8; DIGITS] {
    const HEX: &[u8; 16] = b"0123456789abcdef";
    let mut digits = [0; DIGITS];
    for (pair, byte) in digits.chunks_exact_mut(2).zip(sum) {
        pair[0] = HEX[usize::from(byte >> 4)];
        pair[1] = HEX[usize::from(byte & 15)];
    }
    digits
}
