//! Why the system would not do something, in words that fit into a sentence of ours.

use std::io::{self, ErrorKind};

/// The reason without its number, as the part of a sentence that comes after a colon.
pub fn reason(error: &io::Error) -> String {
    match error.kind() {
        ErrorKind::StorageFull | ErrorKind::QuotaExceeded => "the disk is full".to_owned(),
        ErrorKind::ReadOnlyFilesystem => "the disk can only be read".to_owned(),
        ErrorKind::NotFound => "it is not there".to_owned(),
        ErrorKind::FileTooLarge => "it is too large".to_owned(),
        ErrorKind::InvalidData if error.to_string().contains("UTF-8") => {
            "it is not in UTF-8".to_owned()
        }
        ErrorKind::InvalidData => "its content is not what it should be".to_owned(),
        _ => {
            let text = error.to_string();
            let text = text.split(" (os error").next().unwrap_or_default();
            text.to_lowercase()
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_reason_is_a_part_of_a_sentence_and_has_no_number() {
        let of = |errno: rustix::io::Errno| reason(&errno.into());
        assert_eq!(of(rustix::io::Errno::NOSPC), "the disk is full");
        assert_eq!(of(rustix::io::Errno::DQUOT), "the disk is full");
        assert_eq!(of(rustix::io::Errno::ROFS), "the disk can only be read");
        assert_eq!(of(rustix::io::Errno::NOENT), "it is not there");
        assert_eq!(of(rustix::io::Errno::ACCESS), "permission denied");
        assert_eq!(of(rustix::io::Errno::ISDIR), "is a directory");
        assert_eq!(of(rustix::io::Errno::IO), "input/output error");
        let mut not_text: &[u8] = b"\xff";
        let not_text = io::read_to_string(&mut not_text).unwrap_err();
        assert_eq!(reason(&not_text), "it is not in UTF-8");
        let other = io::Error::from(ErrorKind::InvalidData);
        assert_eq!(reason(&other), "its content is not what it should be");
    }
}
