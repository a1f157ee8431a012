//! Vietnamese text: how it is compared, and how numbers and dates are read as people type them.
