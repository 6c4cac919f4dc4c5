//! The default pack is inside the binary; cargo has to notice when a file of it comes or goes.

fn main() {
    println!("cargo::rerun-if-changed=content");
}
