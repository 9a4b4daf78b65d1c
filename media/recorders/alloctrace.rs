//! A recorder for Rust: a global allocator that writes what your program asks of it as an
//! `.alloctrace`, for AllocTrace to replay. One file, no crates; edition 2018 or later (`rustc` by itself
//! takes 2015: give it `--edition 2021`). Only the macro `to_file!` needs `std`.
//!
//! With std:
//!
//! ```ignore
//! mod alloctrace;
//! #[global_allocator]
//! static HEAP: alloctrace::Recorder<std::alloc::System> = alloctrace::Recorder::std(std::alloc::System, alloctrace::to_file!());
//! ```
//!
//! The trace goes to the file that the environment variable `ALLOCTRACE_FILE` names, else to
//! `program.alloctrace`. Each event is written at once: after an abort all of them are there.
//!
//! Without std, give a function that takes bytes, to a serial line for example:
//!
//! ```ignore
//! mod alloctrace;
//! #[global_allocator]
//! static HEAP: alloctrace::Recorder<MyHeap> = alloctrace::Recorder::new(MyHeap::new(), print).with_heap(32 * 1024);
//! fn print(bytes: &[u8]) { /* whole lines */ }
//! ```
//!
//! What to know:
//!
//! - A block is named by its address. Sizes and alignments are those of the layouts.
//! - The lock is held while the inner allocator works and the line is printed, so that lines come in
//!   the order in which things happened, whichever thread did them.
//! - Nothing here allocates. What `print` itself allocates is not recorded.
//! - Without std and without `with_thread`, a call that comes while another is under way cannot be told
//!   from one that `print` makes. It is carried out, not recorded, and counted: a line says how many.
//! - An allocation that failed is a mark, and an allocation named `failed` that is freed at once.
//! - With std, a program that closes all files that it does not know ends the trace.

#![allow(dead_code, unused_imports, unused_macros)]

use core::alloc::{GlobalAlloc, Layout};
use core::sync::atomic::{AtomicBool, AtomicUsize, Ordering};

/// What a recorder asks of its surroundings: print; overwrite what was printed, from a byte on; thread;
/// time in nanoseconds; wait.
pub type Surroundings = (fn(&[u8]), fn(u64, &[u8]), fn() -> usize, fn() -> u64, fn());

const BEGINNING: &str = "alloctrace 1\nmeta recorder=\"alloctrace.rs 1\"\n";
const HEAP: &str = "heap size=";
/// Digits of a heap's size where it is made to fit later.
const HEAP_DIGITS: usize = 10;
const SMALLEST_HEAP: usize = 1 << 20;
const LARGEST_HEAP: usize = 1 << 30;

/// An allocator that has another one do the work, and prints a line for each thing it did.
pub struct Recorder<A> {
    inner: A,
    print: fn(&[u8]),
    thread: Option<fn() -> usize>,
    time: Option<fn() -> u64>,
    overwrite: Option<fn(u64, &[u8])>,
    wait: fn(),
    /// Size of the heap that the trace is for; 0 where it says none.
    heap: AtomicUsize,
    /// What live blocks take in a simulated heap at most, overhead included.
    live: AtomicUsize,
    is_locked: AtomicBool,
    /// The thread that holds the lock, plus one; 0 for nobody.
    owner: AtomicUsize,
    has_begun: AtomicBool,
    unrecorded: AtomicUsize,
}

impl<A> Recorder<A> {
    /// Records what `inner` is asked for. `print` takes whole lines; it may allocate, unrecorded.
    pub const fn new(inner: A, print: fn(&[u8])) -> Self {
        Recorder {
            inner,
            print,
            thread: None,
            time: None,
            overwrite: None,
            wait: core::hint::spin_loop,
            heap: AtomicUsize::new(0),
            live: AtomicUsize::new(0),
            is_locked: AtomicBool::new(false),
            owner: AtomicUsize::new(0),
            has_begun: AtomicBool::new(false),
            unrecorded: AtomicUsize::new(0),
        }
    }

    /// Records with all that the standard library gives; see `to_file!`. The heap line of the trace is
    /// made to fit while the program runs: twice what was live at most, from 1 MiB to 1 GiB.
    pub const fn std(inner: A, surroundings: Surroundings) -> Self {
        let (print, overwrite, thread, time, wait) = surroundings;
        let mut recorder = Self::new(inner, print).with_thread(thread).with_time(time);
        recorder.overwrite = Some(overwrite);
        recorder.wait = wait;
        recorder
    }

    /// Says how large the heap is, in bytes: the trace is then replayed in one of that size.
    pub const fn with_heap(mut self, size: usize) -> Self {
        self.heap = AtomicUsize::new(size);
        self
    }

    /// Says which thread is running, by a small number of its own. The function may not allocate.
    pub const fn with_thread(mut self, thread: fn() -> usize) -> Self {
        self.thread = Some(thread);
        self
    }

    /// Says the time, in nanoseconds from any moment on. The function may not allocate.
    pub const fn with_time(mut self, time: fn() -> u64) -> Self {
        self.time = Some(time);
        self
    }

    /// Names a moment of the program in the trace. Quotes and control characters become blanks.
    pub fn mark(&self, text: &str) {
        let Some(thread) = self.lock() else { return };
        self.print_mark(thread, |line| line.plain(text));
        self.unlock();
    }

    /// The thread, or none where the call comes from inside of another: then nothing is recorded.
    fn lock(&self) -> Option<usize> {
        let thread = self.thread.map(|current| current());
        let mut tries = 0;
        while set(&self.is_locked) {
            // Only this very thread can have put its own number here.
            let is_own = match thread {
                Some(thread) => self.owner.load(Ordering::Relaxed) == thread.wrapping_add(1),
                None => true,
            };
            if is_own {
                // What the recorder's own output allocates counts only where it may be somebody else's.
                if thread.is_none() {
                    count(&self.unrecorded);
                }
                return None;
            }
            tries += 1;
            if tries < 32 {
                core::hint::spin_loop();
            } else {
                (self.wait)();
            }
        }
        let thread = thread.unwrap_or(0);
        self.owner.store(thread.wrapping_add(1), Ordering::Relaxed);
        if !self.has_begun.load(Ordering::Relaxed) {
            self.has_begun.store(true, Ordering::Relaxed);
            self.begin();
        }
        Some(thread)
    }

    fn begin(&self) {
        (self.print)(BEGINNING.as_bytes());
        if self.overwrite.is_some() {
            self.heap.store(SMALLEST_HEAP, Ordering::Relaxed);
        }
        let size = self.heap.load(Ordering::Relaxed);
        if size > 0 {
            let mut line = Line::new();
            line.text(HEAP);
            line.padded(size as u64, HEAP_DIGITS);
            (self.print)(line.finish());
        }
    }

    /// There are `size` bytes more.
    fn grow(&self, size: usize, align: usize) {
        let live = self.live.load(Ordering::Relaxed).saturating_add(footprint(size, align));
        self.live.store(live, Ordering::Relaxed);
        let Some(overwrite) = self.overwrite else { return };
        let old = self.heap.load(Ordering::Relaxed);
        let mut heap = old;
        while heap < LARGEST_HEAP && heap / 2 < live {
            heap *= 2;
        }
        if heap != old {
            self.heap.store(heap, Ordering::Relaxed);
            let mut digits = Line::new();
            digits.padded(heap as u64, HEAP_DIGITS);
            overwrite((BEGINNING.len() + HEAP.len()) as u64, &digits.bytes[..digits.length]);
        }
    }

    fn shrink(&self, size: usize, align: usize) {
        let live = self.live.load(Ordering::Relaxed).saturating_sub(footprint(size, align));
        self.live.store(live, Ordering::Relaxed);
    }

    fn unlock(&self) {
        let unrecorded = self.unrecorded.load(Ordering::Relaxed);
        if unrecorded > 0 {
            self.unrecorded.store(0, Ordering::Relaxed);
            let mut line = Line::new();
            line.text("meta capture=midway unrecorded=");
            line.decimal(unrecorded as u64);
            (self.print)(line.finish());
        }
        self.owner.store(0, Ordering::Relaxed);
        self.is_locked.store(false, Ordering::Release);
    }

    fn print_alloc(&self, verb: &str, thread: usize, address: *mut u8, layout: Layout) {
        if address.is_null() {
            return self.print_failure(thread, layout.size(), layout.align());
        }
        self.grow(layout.size(), layout.align());
        let mut line = Line::new();
        line.text(verb);
        line.hex(address as usize);
        line.text(" ");
        line.decimal(layout.size() as u64);
        self.print_event(line, thread, Some(address), layout.align());
    }

    /// A mark, and an allocation that is freed at once, because the program will not.
    fn print_failure(&self, thread: usize, size: usize, align: usize) {
        self.print_mark(thread, |line| {
            line.text("an allocation of ");
            line.decimal(size as u64);
            line.text(" bytes failed");
        });
        // A trace holds no larger size.
        if size as u64 >> 53 != 0 {
            return;
        }
        let mut line = Line::new();
        line.text("alloc failed ");
        line.decimal(size as u64);
        line.text(" addr=null");
        self.print_event(line, thread, None, align);
        let mut line = Line::new();
        line.text("free failed addr=null");
        self.print_event(line, thread, None, DEFAULT_ALIGN);
    }

    fn print_mark(&self, thread: usize, write: impl FnOnce(&mut Line)) {
        let mut line = Line::new();
        line.text("mark \"");
        write(&mut line);
        line.text("\"");
        self.print_event(line, thread, None, DEFAULT_ALIGN);
    }

    /// Prints the line with what every event has.
    fn print_event(&self, mut line: Line, thread: usize, address: Option<*mut u8>, align: usize) {
        if align != DEFAULT_ALIGN {
            line.text(" align=");
            line.decimal(align as u64);
        }
        if self.thread.is_some() {
            line.text(" tid=");
            line.decimal(thread as u64);
        }
        if let Some(time) = self.time {
            line.text(" t=");
            line.decimal(time());
        }
        if let Some(address) = address {
            line.text(" addr=");
            line.hex(address as usize);
        }
        (self.print)(line.finish());
    }
}

/// Sets a flag. Returns whether it was set.
fn set(flag: &AtomicBool) -> bool {
    #[cfg(target_has_atomic = "8")]
    return flag.swap(true, Ordering::Acquire);
    // Some small chips cannot do both at once. They have one core, and `print` is what comes between.
    #[cfg(not(target_has_atomic = "8"))]
    return {
        let was_set = flag.load(Ordering::Acquire);
        flag.store(true, Ordering::Relaxed);
        was_set
    };
}

fn count(number: &AtomicUsize) {
    #[cfg(target_has_atomic = "ptr")]
    number.fetch_add(1, Ordering::Relaxed);
    #[cfg(not(target_has_atomic = "ptr"))]
    number.store(number.load(Ordering::Relaxed) + 1, Ordering::Relaxed);
}

/// What the format takes for an alignment that is not said.
const DEFAULT_ALIGN: usize = 16;

/// What a block takes in a simulated heap at most: header, back pointer, rounding, padding.
fn footprint(size: usize, align: usize) -> usize {
    let padding = if align > DEFAULT_ALIGN { align } else { 0 };
    size.saturating_add(48 + padding)
}

// SAFETY: the inner allocator does everything; what it answers is handed on as it is.
unsafe impl<A: GlobalAlloc> GlobalAlloc for Recorder<A> {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        let Some(thread) = self.lock() else { return unsafe { self.inner.alloc(layout) } };
        let address = unsafe { self.inner.alloc(layout) };
        self.print_alloc("alloc ", thread, address, layout);
        self.unlock();
        address
    }

    unsafe fn alloc_zeroed(&self, layout: Layout) -> *mut u8 {
        let Some(thread) = self.lock() else { return unsafe { self.inner.alloc_zeroed(layout) } };
        let address = unsafe { self.inner.alloc_zeroed(layout) };
        self.print_alloc("calloc ", thread, address, layout);
        self.unlock();
        address
    }

    unsafe fn dealloc(&self, address: *mut u8, layout: Layout) {
        let Some(thread) = self.lock() else {
            return unsafe { self.inner.dealloc(address, layout) };
        };
        self.shrink(layout.size(), layout.align());
        let mut line = Line::new();
        line.text("free ");
        line.hex(address as usize);
        self.print_event(line, thread, None, DEFAULT_ALIGN);
        unsafe { self.inner.dealloc(address, layout) };
        self.unlock();
    }

    unsafe fn realloc(&self, old: *mut u8, layout: Layout, size: usize) -> *mut u8 {
        let Some(thread) = self.lock() else {
            return unsafe { self.inner.realloc(old, layout, size) };
        };
        let address = unsafe { self.inner.realloc(old, layout, size) };
        if address.is_null() {
            self.print_failure(thread, size, layout.align());
        } else {
            self.shrink(layout.size(), layout.align());
            self.grow(size, layout.align());
            let mut line = Line::new();
            line.text("realloc ");
            line.hex(old as usize);
            line.text(" ");
            if address != old {
                line.hex(address as usize);
                line.text(" ");
            }
            line.decimal(size as u64);
            self.print_event(line, thread, Some(address), layout.align());
        }
        self.unlock();
        address
    }
}

/// Text of one line. What does not fit is cut: only the text of a mark can be that long.
struct Line {
    bytes: [u8; 320],
    length: usize,
}

/// Room that a mark's text leaves for what follows it: the quote, `tid=`, `t=` and the line end.
const ROOM_FOR_REST: usize = 80;

impl Line {
    fn new() -> Self {
        Line { bytes: [0; 320], length: 0 }
    }

    fn byte(&mut self, byte: u8) {
        if self.length < self.bytes.len() {
            self.bytes[self.length] = byte;
            self.length += 1;
        }
    }

    fn text(&mut self, text: &str) {
        text.bytes().for_each(|byte| self.byte(byte));
    }

    /// Text from outside, as it may stand between quotes.
    fn plain(&mut self, text: &str) {
        for character in text.chars() {
            let is_special = character < ' ' || matches!(character, '"' | '\\' | '\x7f');
            let mut buffer = [0; 4];
            let encoded = if is_special { " " } else { character.encode_utf8(&mut buffer) };
            if self.length + encoded.len() > self.bytes.len() - ROOM_FOR_REST {
                return;
            }
            self.text(encoded);
        }
    }

    fn decimal(&mut self, value: u64) {
        self.digits(value, 10);
    }

    fn padded(&mut self, value: u64, width: usize) {
        let mut power = 10u64;
        for _ in 2..width {
            power *= 10;
        }
        while power > 1 && value < power {
            self.byte(b'0');
            power /= 10;
        }
        self.decimal(value);
    }

    fn hex(&mut self, value: usize) {
        self.text("0x");
        self.digits(value as u64, 16);
    }

    fn digits(&mut self, value: u64, base: u64) {
        let mut digits = [0; 20];
        let mut at = digits.len();
        let mut rest = value;
        loop {
            at -= 1;
            digits[at] = b"0123456789abcdef"[(rest % base) as usize];
            rest /= base;
            if rest == 0 {
                break;
            }
        }
        for &digit in &digits[at..] {
            self.byte(digit);
        }
    }

    fn finish(&mut self) -> &[u8] {
        if self.length == self.bytes.len() {
            self.length -= 1;
        }
        self.byte(b'\n');
        &self.bytes[..self.length]
    }
}

/// What `Recorder::std` needs: prints to a file, numbers the threads, and knows the time.
macro_rules! to_file {
    () => {{
        /// A file, and what tells it from any other.
        type Opened = (std::fs::File, Option<(u64, u64)>);
        static FILE: std::sync::Mutex<Option<Opened>> = std::sync::Mutex::new(None);

        #[cfg(unix)]
        fn identity(file: &std::fs::File) -> Option<(u64, u64)> {
            use std::os::unix::fs::MetadataExt;
            file.metadata().ok().map(|found| (found.dev(), found.ino()))
        }

        #[cfg(not(unix))]
        fn identity(_: &std::fs::File) -> Option<(u64, u64)> {
            None
        }

        fn with(
            file: &mut Option<Opened>,
            work: impl FnOnce(&mut std::fs::File) -> std::io::Result<()>,
        ) {
            let Some((open, own)) = file.as_mut() else { return };
            if identity(open) != *own {
                // A program may close all that it does not know, and have the number for a file of
                // its own.
                std::mem::forget(file.take());
            } else if work(open).is_err() {
                // A full disk ends the trace, and not the program.
                *file = None;
            }
        }

        fn print(bytes: &[u8]) {
            use std::io::Write;
            static IS_OPENED: std::sync::atomic::AtomicBool =
                std::sync::atomic::AtomicBool::new(false);
            let Ok(mut file) = FILE.lock() else { return };
            if !IS_OPENED.swap(true, std::sync::atomic::Ordering::Relaxed) {
                let named = std::env::var_os("ALLOCTRACE_FILE");
                let path = named.unwrap_or_else(|| "program.alloctrace".into());
                match std::fs::File::create(&path) {
                    Ok(opened) => {
                        let own = identity(&opened);
                        *file = Some((opened, own));
                    }
                    Err(error) => eprintln!("alloctrace: cannot write {path:?}: {error}"),
                }
            }
            with(&mut file, |open| open.write_all(bytes));
        }

        fn overwrite(at: u64, bytes: &[u8]) {
            use std::io::{Seek, SeekFrom, Write};
            let Ok(mut file) = FILE.lock() else { return };
            with(&mut file, |open| {
                open.seek(SeekFrom::Start(at))?;
                open.write_all(bytes)?;
                open.seek(SeekFrom::End(0)).map(drop)
            });
        }

        fn thread() -> usize {
            static COUNT: std::sync::atomic::AtomicUsize = std::sync::atomic::AtomicUsize::new(0);
            std::thread_local! {
                static NUMBER: std::cell::Cell<usize> = const { std::cell::Cell::new(0) };
            }
            NUMBER.with(|number| {
                if number.get() == 0 {
                    number.set(1 + COUNT.fetch_add(1, std::sync::atomic::Ordering::Relaxed));
                }
                number.get()
            })
        }

        fn time() -> u64 {
            static START: std::sync::OnceLock<std::time::Instant> = std::sync::OnceLock::new();
            START.get_or_init(std::time::Instant::now).elapsed().as_nanos() as u64
        }

        (
            print as fn(&[u8]),
            overwrite as fn(u64, &[u8]),
            thread as fn() -> usize,
            time as fn() -> u64,
            std::thread::yield_now as fn(),
        )
    }};
}
pub(crate) use to_file;
