//! An OLE compound file, read without trusting its sector chains.

/// First bytes of every compound file.
pub(super) const SIGNATURE: [u8; 8] = [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1];

/// Sector numbers from here on are marks, not sectors.
const FIRST_MARK: u32 = 0xFFFF_FFFA;
/// A sector that is not in use.
const FREE: u32 = 0xFFFF_FFFF;
/// "No stream" in the directory's tree.
const NO_STREAM: u32 = 0xFFFF_FFFF;

/// A compound file in memory.
pub(super) struct Ole<'a> {
    bytes: &'a [u8],
    sector_size: usize,
    fat: Vec<u32>,
    mini_fat: Vec<u32>,
    mini_stream: Vec<u8>,
    mini_cutoff: u64,
    entries: Vec<Entry>,
    /// Whether some chain of sectors loops or leaves the file.
    broken_chain: bool,
}

/// One entry of the directory.
#[derive(Debug)]
struct Entry {
    name: String,
    is_stream: bool,
    left: u32,
    right: u32,
    child: u32,
    start: u32,
    size: u64,
}

impl<'a> Ole<'a> {
    /// Reads header, allocation table and directory; `None` where there is no compound file at all.
    pub(super) fn open(bytes: &'a [u8]) -> Option<Self> {
        if !bytes.starts_with(&SIGNATURE) {
            return None;
        }
        let shift = u16_at(bytes, 30)?;
        let sector_size = match shift {
            9 => 512,
            12 => 4096,
            _ => return None,
        };
        let mut ole = Self {
            bytes,
            sector_size,
            fat: Vec::new(),
            mini_fat: Vec::new(),
            mini_stream: Vec::new(),
            mini_cutoff: u64::from(u32_at(bytes, 56)?),
            entries: Vec::new(),
            broken_chain: false,
        };
        ole.read_fat()?;
        let directory = ole.chain(u32_at(bytes, 48)?, u64::MAX);
        ole.entries =
            directory.chunks_exact(128).filter_map(|entry| Entry::read(entry, sector_size)).collect();
        let (start, size) = ole.entries.first().map(|root| (root.start, root.size))?;
        if u32_at(bytes, 64)? > 0 {
            ole.mini_stream = ole.chain(start, size);
            let mini_fat = ole.chain(u32_at(bytes, 60)?, u64::MAX);
            ole.mini_fat = words(&mini_fat).collect();
        }
        Some(ole)
    }

    /// Names of the streams and storages at the root.
    pub(super) fn root_names(&self) -> Vec<&str> {
        self.root_children().into_iter().map(|entry| entry.name.as_str()).collect()
    }

    /// Whether a chain of sectors looped or left the file in what was read so far.
    pub(super) fn has_broken_chain(&self) -> bool {
        self.broken_chain
    }

    /// Whether sectors that are in use lie beyond the end of the file.
    pub(super) fn breaks_off(&self) -> bool {
        let last = self.fat.iter().rposition(|next| *next != FREE).and_then(|last| u32::try_from(last).ok());
        last.is_some_and(|last| self.sector(last).is_none())
    }

    /// The stream of that name at the root, in any case of letters.
    pub(super) fn stream(&mut self, name: &str) -> Option<Vec<u8>> {
        let children = self.root_children();
        let entry = children.into_iter().find(|e| e.is_stream && e.name.eq_ignore_ascii_case(name))?;
        let (start, size) = (entry.start, entry.size);
        if size < self.mini_cutoff {
            Some(self.mini_chain(start, size))
        } else {
            Some(self.chain(start, size))
        }
    }

    /// The root's children by walking its tree; every entry where the tree is empty, since some writers leave it so.
    fn root_children(&self) -> Vec<&Entry> {
        let mut found = Vec::new();
        let mut seen = vec![false; self.entries.len()];
        let mut waiting = vec![self.entries.first().map_or(NO_STREAM, |root| root.child)];
        while let Some(index) = waiting.pop() {
            let index = index as usize;
            let (Some(entry), Some(seen)) = (self.entries.get(index), seen.get_mut(index)) else { continue };
            if !std::mem::replace(seen, true) {
                found.push(entry);
                waiting.extend([entry.left, entry.right]);
            }
        }
        if found.is_empty() { self.entries.iter().skip(1).collect() } else { found }
    }

    fn sector(&self, id: u32) -> Option<&'a [u8]> {
        // The first sector follows the header, which fills one sector itself.
        let start = (id as usize).checked_add(1)?.checked_mul(self.sector_size)?;
        let end = start.saturating_add(self.sector_size).min(self.bytes.len());
        self.bytes.get(start..end).filter(|sector| !sector.is_empty())
    }

    fn sector_count(&self) -> usize {
        self.bytes.len() / self.sector_size + 1
    }

    fn read_fat(&mut self) -> Option<()> {
        let mut sectors: Vec<u32> = words(self.bytes.get(76..512)?).collect();
        let mut next = u32_at(self.bytes, 68)?;
        for _ in 0..self.sector_count() {
            if next >= FIRST_MARK {
                break;
            }
            let Some(sector) = self.sector(next) else { break };
            let mut more: Vec<u32> = words(sector).collect();
            next = more.pop()?;
            sectors.extend(more);
        }
        let limit = self.sector_count();
        let sectors = sectors.into_iter().filter(|id| *id < FIRST_MARK).take(limit);
        self.fat = sectors.filter_map(|id| self.sector(id)).flat_map(words).collect();
        Some(())
    }

    /// The bytes of a chain of sectors, at most `size`. A chain that loops or leaves the file ends there.
    fn chain(&mut self, start: u32, size: u64) -> Vec<u8> {
        let mut bytes = Vec::new();
        let mut seen = vec![false; self.sector_count()];
        let mut id = start;
        while id < FIRST_MARK && (bytes.len() as u64) < size {
            let is_new = seen.get_mut(id as usize).is_some_and(|seen| !std::mem::replace(seen, true));
            let sector = if is_new { self.sector(id) } else { None };
            let (Some(sector), Some(next)) = (sector, self.fat.get(id as usize)) else {
                self.broken_chain = true;
                break;
            };
            bytes.extend_from_slice(sector);
            id = *next;
        }
        bytes.truncate(usize::try_from(size).unwrap_or(usize::MAX));
        bytes
    }

    fn mini_chain(&mut self, start: u32, size: u64) -> Vec<u8> {
        let mut bytes = Vec::new();
        let mut id = start;
        for _ in 0..self.mini_stream.len() / 64 + 1 {
            if id >= FIRST_MARK || bytes.len() as u64 >= size {
                break;
            }
            let begin = (id as usize).saturating_mul(64);
            let end = begin.saturating_add(64).min(self.mini_stream.len());
            let Some(sector) = self.mini_stream.get(begin..end) else { break };
            bytes.extend_from_slice(sector);
            let Some(next) = self.mini_fat.get(id as usize) else { break };
            id = *next;
        }
        self.broken_chain |= (bytes.len() as u64) < size;
        bytes.truncate(usize::try_from(size).unwrap_or(usize::MAX));
        bytes
    }
}

impl Entry {
    fn read(entry: &[u8], sector_size: usize) -> Option<Self> {
        let length = usize::from(u16_at(entry, 64)?).saturating_sub(2).min(62);
        let units: Vec<u16> =
            entry.get(..length)?.chunks_exact(2).filter_map(|pair| u16_at(pair, 0)).collect();
        let size = match sector_size {
            // The upper half is rubbish in files of version 3.
            512 => u64::from(u32_at(entry, 120)?),
            _ => u64::from(u32_at(entry, 120)?) | u64::from(u32_at(entry, 124)?) << 32,
        };
        Some(Self {
            name: String::from_utf16_lossy(&units),
            is_stream: entry.get(66) == Some(&2),
            left: u32_at(entry, 68)?,
            right: u32_at(entry, 72)?,
            child: u32_at(entry, 76)?,
            start: u32_at(entry, 116)?,
            size,
        })
    }
}

/// Whether a compound file ends before the sectors that its header tells of, or before those that are in use.
pub(super) fn breaks_off(bytes: &[u8]) -> bool {
    let Some(header) = bytes.get(..512) else { return true };
    let shift = u16_at(header, 30).filter(|shift| matches!(shift, 9 | 12));
    let Some(sector_size) = shift.map(|shift| 1usize << shift) else { return false };
    let tables = header.get(76..).unwrap_or_default();
    let directory = u32_at(header, 48).into_iter();
    let mut told = words(tables).chain(directory).filter(|sector| *sector < FIRST_MARK);
    let is_beyond =
        |sector: u32| (sector as usize).saturating_add(1).saturating_mul(sector_size) >= bytes.len();
    told.any(is_beyond) || Ole::open(bytes).is_some_and(|ole| ole.breaks_off())
}

/// The little-endian number in two bytes.
pub(super) fn u16_at(bytes: &[u8], at: usize) -> Option<u16> {
    let pair = bytes.get(at..at.checked_add(2)?)?;
    Some(u16::from_le_bytes(pair.try_into().ok()?))
}

/// The little-endian number in four bytes.
pub(super) fn u32_at(bytes: &[u8], at: usize) -> Option<u32> {
    let four = bytes.get(at..at.checked_add(4)?)?;
    Some(u32::from_le_bytes(four.try_into().ok()?))
}

fn words(bytes: &[u8]) -> impl Iterator<Item = u32> + '_ {
    bytes.chunks_exact(4).filter_map(|four| u32_at(four, 0))
}
