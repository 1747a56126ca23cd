using System.Buffers;
using System.CommandLine;
using System.IO.Pipelines;
using Monitoring.Protocols.Hj212;

namespace Monitoring.Gateway.Commands;

/// <summary><c>decode hj212 [FILE]</c>: escaped frames in, one per line; one JSON object per frame or refusal out.</summary>
internal static class DecodeCommand
{
    /// <summary>What is longer and has no line end is decoded in pieces: a file that is no text must not fill the memory.</summary>
    internal const int LongestLine = 16 * 1024 * 1024;

    private const int ReadSize = 64 * 1024;

    private static readonly Argument<string?> File = new("FILE")
    {
        Arity = ArgumentArity.ZeroOrOne,
        Description = "one frame per line, escaped as \\r \\n \\0 \\\\ \\xNN; absent or -: standard input",
    };

    private static readonly Option<string[]> Crc = new("--crc")
    {
        HelpName = $"{Hj212CrcDialectNames.Modbus}|{Hj212CrcDialectNames.ModbusSwapped}",
        Description = "also accept this check, which some devices send instead of the standard's; may be repeated",
        AllowMultipleArgumentsPerToken = false,
    };

    private static readonly Option<string?> Key = new("--key")
    {
        HelpName = "HEX",
        Description = "the key of encrypted data areas (2025, SM4), 32 hexadecimal digits",
    };

    public static Command Build()
    {
        Key.Validators.Add(given =>
        {
            if (given.Tokens.Any(t => !Hj212DataKey.TryParse(t.Value, out _)))
            {
                given.AddError("--key is 32 hexadecimal digits");
            }
        });
        Crc.Validators.Add(given =>
        {
            if (given.Tokens.Any(t => t.Value is not (Hj212CrcDialectNames.Modbus or Hj212CrcDialectNames.ModbusSwapped)))
            {
                given.AddError($"--crc is {Hj212CrcDialectNames.Modbus} or {Hj212CrcDialectNames.ModbusSwapped}");
            }
        });
        File.Validators.Add(given =>
        {
            if (given.Tokens.Any(t => t.Value.Length == 0))
            {
                given.AddError("FILE must name a file, or be - for standard input");
            }
        });
        var hj212 = new Command("hj212", "decode frames of HJ 212") { File, Crc, Key };
        hj212.SetAction(Run);
        return new Command("decode", "read device messages and say what is in them") { hj212 };
    }

    private static async Task<int> Run(ParseResult parsed, CancellationToken cancellationToken)
    {
        var options = new Hj212ReadOptions
        {
            CrcDialects = (parsed.GetValue(Crc) ?? []).Aggregate(Hj212CrcDialects.None, (all, name) => all | DialectOf(name)),
            DataKey = Hj212DataKey.TryParse(parsed.GetValue(Key), out var key) ? key : null,
        };
        var file = parsed.GetValue(File);
        try
        {
            await using var input = file is null or "-" ? Console.OpenStandardInput() : System.IO.File.OpenRead(file);
            await using var output = Console.OpenStandardOutput();
            await Decode(input, output, options, cancellationToken);
            return GatewayCommandLine.Done;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            await Console.Error.WriteLineAsync($"decode: {e.Message}");
            return GatewayCommandLine.Failed;
        }
    }

    internal static async Task Decode(Stream input, Stream output, Hj212ReadOptions options, CancellationToken cancellationToken)
    {
        var lines = PipeReader.Create(input, new StreamPipeReaderOptions(bufferSize: ReadSize, leaveOpen: true));
        var json = PipeWriter.Create(output, new StreamPipeWriterOptions(leaveOpen: true));
        var searched = 0L;
        while (true)
        {
            var read = await lines.ReadAsync(cancellationToken);
            var rest = DecodeLines(read.Buffer, searched, options, json);
            if (read.IsCompleted)
            {
                Hj212Json.DecodeLine(rest.ToArray(), options, json);
                await json.CompleteAsync();
                return;
            }

            searched = rest.Length;
            lines.AdvanceTo(rest.Start, rest.End);
            await json.FlushAsync(cancellationToken);
        }
    }

    /// <param name="searched">Bytes at the beginning that are known to hold no line end.</param>
    /// <returns>The line that has not ended yet.</returns>
    private static ReadOnlySequence<byte> DecodeLines(ReadOnlySequence<byte> buffer, long searched, Hj212ReadOptions options, PipeWriter json)
    {
        while (buffer.Slice(searched).PositionOf((byte)'\n') is { } end)
        {
            Hj212Json.DecodeLine(buffer.Slice(0, end).ToArray(), options, json);
            (buffer, searched) = (buffer.Slice(buffer.GetPosition(1, end)), 0);
        }

        while (buffer.Length > LongestLine)
        {
            Hj212Json.DecodeLine(buffer.Slice(0, LongestLine).ToArray(), options, json);
            buffer = buffer.Slice(LongestLine);
        }

        return buffer;
    }

    private static Hj212CrcDialects DialectOf(string name) => Hj212CrcDialectNames.TryRead(name, out var dialect) ? dialect : Hj212CrcDialects.None;
}
