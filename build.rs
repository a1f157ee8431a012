//! The rules and templates are embedded in the binary, so a change to any of them must rebuild it.

fn main() {
    println!("cargo:rerun-if-changed=rules");
    println!("cargo:rerun-if-changed=templates");
}
