//! A recorder for Zig: a `std.mem.Allocator` around another one, which prints what is asked of it as
//! an `.alloctrace`, for AllocTrace to replay. One file; it never allocates.
//!
//!     const alloctrace = @import("alloctrace.zig");
//!     var recorder = alloctrace.Recorder.init(inner, print); // fn print(bytes: []const u8) void
//!     const allocator = recorder.allocator();
//!
//! where `print` takes whole lines, and writes them to a file or a serial line.
//!
//! What to know:
//!
//! - A block is named by its address. `from=` is the address that called, where Zig knows it.
//! - The lock is held while the inner allocator works and the line is printed, so that lines come in
//!   the order in which things happened, whichever thread did them. A call that `print` itself makes
//!   is carried out and not recorded.
//! - Zig resizes in place or not at all: a `realloc` that had to move is an `alloc` and a `free`, unless
//!   the inner allocator moved it itself (`remap`).
//! - An allocation that failed is a mark, and an allocation named `failed` that is freed at once.
//! - An arena that is deinitialised frees what it took from its child: record the child to see the
//!   arena's pages, or put the recorder around the arena to see the program's own requests.
//!
//! Compiled and run with Zig 0.16.0. The allocators of Zig 0.12 and 0.13 take alignments as numbers and
//! have no `remap`; that is taken up where it is so, and was run with Zig 0.14.0-dev.2456, though not since
//! failed allocations are allocations, too.

const std = @import("std");
const builtin = @import("builtin");
const Allocator = std.mem.Allocator;

/// How this version of Zig says an alignment: as a type of its own, or as its binary logarithm.
const Alignment = if (@hasDecl(std.mem, "Alignment")) std.mem.Alignment else u8;

/// What the format takes for an alignment that is not said.
const default_align = 16;

const has_threads = !builtin.single_threaded and builtin.os.tag != .freestanding;

pub const Recorder = struct {
    inner: Allocator,
    /// Takes text of whole lines.
    print: *const fn (bytes: []const u8) void,
    /// Size of the heap that the trace is to be replayed in, in bytes: at least twice what is live.
    heap_size: usize = 16 << 20,
    /// The time in nanoseconds from any moment on, if events are to say when they were.
    clock: ?*const fn () u64 = null,
    has_begun: bool = false,
    is_locked: std.atomic.Value(bool) = std.atomic.Value(bool).init(false),
    /// The thread that holds the lock, plus one; 0 for nobody.
    owner: std.atomic.Value(usize) = std.atomic.Value(usize).init(0),

    pub fn init(inner: Allocator, print: *const fn (bytes: []const u8) void) Recorder {
        return .{ .inner = inner, .print = print };
    }

    /// The allocator to give to the program. The recorder must stay where it is as long as that is used.
    pub fn allocator(self: *Recorder) Allocator {
        return .{ .ptr = self, .vtable = &vtable };
    }

    /// Names a moment of the program in the trace. Quotes and control characters become blanks.
    pub fn mark(self: *Recorder, text: []const u8) void {
        if (!self.lock()) return;
        defer self.unlock();
        var plain: [200]u8 = undefined;
        const length = @min(text.len, plain.len);
        for (plain[0..length], text[0..length]) |*to, from| {
            to.* = switch (from) {
                0...31, 127, '"', '\\' => ' ',
                else => from,
            };
        }
        self.event("mark \"{s}\"", .{plain[0..length]}, .{});
    }

    const vtable: Allocator.VTable = if (@hasField(Allocator.VTable, "remap"))
        .{ .alloc = alloc, .resize = resize, .remap = remap, .free = free }
    else
        .{ .alloc = alloc, .resize = resize, .free = free };

    fn alloc(context: *anyopaque, len: usize, alignment: Alignment, from: usize) ?[*]u8 {
        const self: *Recorder = @ptrCast(@alignCast(context));
        const is_recorded = self.lock();
        defer if (is_recorded) self.unlock();
        const address = self.inner.rawAlloc(len, alignment, from);
        if (!is_recorded) return address;
        if (address) |block| {
            const more: More = .{ .block = block, .alignment = alignment, .from = from };
            self.event("alloc 0x{x} {d}", .{ @intFromPtr(block), len }, more);
        } else {
            self.event("mark \"an allocation of {d} bytes failed\"", .{len}, .{ .from = from });
            // A trace holds no larger size.
            if (@as(u64, len) < 1 << 53) {
                self.event("alloc failed {d} addr=null", .{len}, .{ .alignment = alignment });
                self.event("free failed addr=null", .{}, .{});
            }
        }
        return address;
    }

    fn resize(context: *anyopaque, memory: []u8, alignment: Alignment, len: usize, from: usize) bool {
        const self: *Recorder = @ptrCast(@alignCast(context));
        const is_recorded = self.lock();
        defer if (is_recorded) self.unlock();
        const is_done = self.inner.rawResize(memory, alignment, len, from);
        if (is_done and is_recorded) {
            const more: More = .{ .block = memory.ptr, .alignment = alignment, .from = from };
            self.event("realloc 0x{x} {d}", .{ @intFromPtr(memory.ptr), len }, more);
        }
        return is_done;
    }

    fn remap(context: *anyopaque, memory: []u8, alignment: Alignment, len: usize, from: usize) ?[*]u8 {
        const self: *Recorder = @ptrCast(@alignCast(context));
        const is_recorded = self.lock();
        defer if (is_recorded) self.unlock();
        const address = self.inner.rawRemap(memory, alignment, len, from);
        if (!is_recorded) return address;
        if (address) |block| {
            const more: More = .{ .block = block, .alignment = alignment, .from = from };
            const names = .{ @intFromPtr(memory.ptr), @intFromPtr(block), len };
            self.event("realloc 0x{x} 0x{x} {d}", names, more);
        }
        return address;
    }

    fn free(context: *anyopaque, memory: []u8, alignment: Alignment, from: usize) void {
        const self: *Recorder = @ptrCast(@alignCast(context));
        const is_recorded = self.lock();
        defer if (is_recorded) self.unlock();
        // First, so that a free that crashes is in the trace.
        if (is_recorded) self.event("free 0x{x}", .{@intFromPtr(memory.ptr)}, .{ .from = from });
        self.inner.rawFree(memory, alignment, from);
    }

    /// Whether to record: not what `print` does while it is called from here.
    fn lock(self: *Recorder) bool {
        const me: usize = @truncate(currentThread() + 1);
        while (self.is_locked.swap(true, .acquire)) {
            // Only this very thread can have put its own number here.
            if (self.owner.load(.monotonic) == me) return false;
            if (has_threads) std.Thread.yield() catch std.atomic.spinLoopHint();
        }
        self.owner.store(me, .monotonic);
        if (!self.has_begun) {
            self.has_begun = true;
            self.print("alloctrace 1\nmeta recorder=\"alloctrace.zig 1\"\n");
            var line: Line = .{};
            line.write("heap size={d}\n", .{self.heap_size});
            self.print(line.bytes[0..line.length]);
        }
        return true;
    }

    fn unlock(self: *Recorder) void {
        self.owner.store(0, .monotonic);
        self.is_locked.store(false, .release);
    }

    const More = struct { block: ?[*]u8 = null, alignment: ?Alignment = null, from: usize = 0 };

    /// Prints an event with what every event has.
    fn event(self: *Recorder, comptime format: []const u8, values: anytype, more: More) void {
        var line: Line = .{};
        line.write(format, values);
        if (more.alignment) |alignment| {
            const bytes = bytesOf(alignment);
            if (bytes != default_align) line.write(" align={d}", .{bytes});
        }
        if (has_threads) line.write(" tid={d}", .{currentThread()});
        if (self.clock) |now| line.write(" t={d}", .{now()});
        if (more.block) |block| line.write(" addr=0x{x}", .{@intFromPtr(block)});
        if (more.from != 0) line.write(" from=0x{x}", .{more.from});
        line.write("\n", .{});
        self.print(line.bytes[0..line.length]);
    }
};

/// Text of one line. It is long enough for the longest: a mark's text is cut before it comes here.
const Line = struct {
    bytes: [400]u8 = undefined,
    length: usize = 0,

    fn write(self: *Line, comptime format: []const u8, values: anytype) void {
        const text = std.fmt.bufPrint(self.bytes[self.length..], format, values) catch return;
        self.length += text.len;
    }
};

fn bytesOf(alignment: Alignment) usize {
    if (Alignment != u8) return alignment.toByteUnits();
    return @as(usize, 1) << @intCast(alignment);
}

fn currentThread() u64 {
    return if (has_threads) @intCast(std.Thread.getCurrentId()) else 0;
}
