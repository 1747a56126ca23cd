using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Monitoring.Gateway.Lines.Serial;

/// <summary>The calls of the C library that a serial line needs, with the constants of Linux.</summary>
internal static partial class Termios
{
    public const int OpenReadWrite = 0x2;
    public const int OpenNoControllingTerminal = 0x100;
    public const int OpenNonBlocking = 0x800;
    public const int OpenCloseOnExec = 0x80000;
    public const int EventCloseOnExec = 0x80000;
    public const int EventNonBlocking = 0x800;

    public const short PollIn = 0x1;
    public const short PollOut = 0x4;
    public const short PollGone = 0x8 | 0x10 | 0x20;   // POLLERR, POLLHUP, POLLNVAL

    public const int Interrupted = 4;
    public const int WouldBlock = 11;

    private const uint CharacterSizeMask = 0x30;
    private const uint EightBits = 0x30;
    private const uint TwoStopBits = 0x40;
    private const uint ReceiverOn = 0x80;
    private const uint ParityOn = 0x100;
    private const uint ParityOdd = 0x200;
    private const uint IgnoreModemLines = 0x800;
    private const uint HardwareFlowControl = 0x80000000;
    private const int ApplyNow = 0;
    private const int DiscardBoth = 2;
    private const int MinimumBytes = 6;
    private const int WaitTenths = 5;

    /// <summary>Bits per second and the kernel's name for it.</summary>
    public static readonly IReadOnlyDictionary<int, uint> Speeds = new Dictionary<int, uint>
    {
        [1200] = 9, [2400] = 11, [4800] = 12, [9600] = 13, [19200] = 14, [38400] = 15, [57600] = 0x1001, [115200] = 0x1002,
    };

    /// <summary>8N1, no flow control, every byte as it is; what waited in the port's buffers before is thrown away.</summary>
    public static bool TrySetRaw(SafeFileHandle port, uint speed)
    {
        if (GetAttributes(port, out var settings) != 0)
        {
            return false;
        }

        MakeRaw(ref settings);
        settings.Control &= ~(CharacterSizeMask | TwoStopBits | ParityOn | ParityOdd | HardwareFlowControl);
        settings.Control |= EightBits | ReceiverOn | IgnoreModemLines;
        settings.Characters[MinimumBytes] = 1;
        settings.Characters[WaitTenths] = 0;
        return SetInputSpeed(ref settings, speed) == 0
            && SetOutputSpeed(ref settings, speed) == 0
            && SetAttributes(port, ApplyNow, ref settings) == 0
            && Flush(port, DiscardBoth) == 0;
    }

    [LibraryImport("libc", EntryPoint = "open", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    public static partial SafeFileHandle Open(string path, int flags);

    [LibraryImport("libc", EntryPoint = "eventfd", SetLastError = true)]
    public static partial SafeFileHandle CreateEvent(uint initial, int flags);

    [LibraryImport("libc", EntryPoint = "read", SetLastError = true)]
    public static partial nint Read(SafeFileHandle file, Span<byte> buffer, nuint count);

    [LibraryImport("libc", EntryPoint = "write", SetLastError = true)]
    public static partial nint Write(SafeFileHandle file, ReadOnlySpan<byte> buffer, nuint count);

    [LibraryImport("libc", EntryPoint = "poll", SetLastError = true)]
    public static partial int Poll(Span<Watched> files, nuint count, int timeoutMilliseconds);

    [LibraryImport("libc", EntryPoint = "tcgetattr", SetLastError = true)]
    private static partial int GetAttributes(SafeFileHandle file, out Settings settings);

    [LibraryImport("libc", EntryPoint = "tcsetattr", SetLastError = true)]
    private static partial int SetAttributes(SafeFileHandle file, int when, ref Settings settings);

    [LibraryImport("libc", EntryPoint = "tcflush", SetLastError = true)]
    private static partial int Flush(SafeFileHandle file, int queue);

    [LibraryImport("libc", EntryPoint = "cfmakeraw")]
    private static partial void MakeRaw(ref Settings settings);

    [LibraryImport("libc", EntryPoint = "cfsetispeed", SetLastError = true)]
    private static partial int SetInputSpeed(ref Settings settings, uint speed);

    [LibraryImport("libc", EntryPoint = "cfsetospeed", SetLastError = true)]
    private static partial int SetOutputSpeed(ref Settings settings, uint speed);

    /// <summary><c>struct pollfd</c>.</summary>
    [StructLayout(LayoutKind.Sequential)]
    public struct Watched(int file, short wanted)
    {
        public int File = file;
        public short Wanted = wanted;
        public short Happened;
    }

    /// <summary><c>struct termios</c>, 60 bytes.</summary>
    [StructLayout(LayoutKind.Sequential)]
    private struct Settings
    {
        public uint Input;
        public uint Output;
        public uint Control;
        public uint Local;
        public byte Discipline;
        public ControlCharacters Characters;
        public uint InputSpeed;
        public uint OutputSpeed;
    }

    [System.Runtime.CompilerServices.InlineArray(32)]
    private struct ControlCharacters
    {
        private byte first;
    }
}
