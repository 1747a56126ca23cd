using System.Buffers;
using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Monitoring.Contracts;
using Monitoring.Protocols.Hj212;

namespace Monitoring.Benchmarks.Load;

/// <summary>
/// Every water station as an HJ 212 sender on a connection of its own, evenly spread over the interval. Each message carries one
/// parameter more than the backlog's, a turning one, by which its event is told from those of back-fill; every twentieth pair
/// of a station is bad enough to raise an alert.
/// </summary>
/// <param name="interval">Between two messages of a station; zero sends the next as soon as the last is answered, with data times one second apart
/// from twenty hours ago on.</param>
internal sealed class LiveDevices(WaterLoad load, IPEndPoint door, TimeSpan interval, LiveTimes times, TimeProvider clock)
{
    private static readonly string[] Marks = ["w01006", "w01012", "w01017", "w01018", "w01020", "w02003", "w19002", "w20004"];
    private static readonly TimeSpan Pair = TimeSpan.FromMinutes(2);
    private readonly DateTimeOffset begun = clock.GetUtcNow();
    private long sent;
    private long acknowledged;

    public long Sent => Interlocked.Read(ref sent);

    public long Acknowledged => Interlocked.Read(ref acknowledged);

    public static int ReadingsPerMessage => WaterLoad.ParametersPerMessage + 1;

    /// <summary>Sends until told to stop, then waits for the answers that are under way.</summary>
    public Task Run(CancellationToken stop) => Task.WhenAll(Enumerable.Range(0, load.Stations.Count).Select(station => Task.Run(() => Play(station, stop), CancellationToken.None)));

    private async Task Play(int station, CancellationToken stop)
    {
        using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        await socket.ConnectAsync(door, CancellationToken.None);
        var answer = new byte[4096];
        try
        {
            await Task.Delay(interval * ((double)station / load.Stations.Count), clock, stop);
            for (var count = 0; ; count++)
            {
                stop.ThrowIfCancellationRequested();
                var started = Stopwatch.GetTimestamp();
                await socket.SendAsync(Frame(station, count), CancellationToken.None);
                Interlocked.Increment(ref sent);
                var length = 0;
                do
                {
                    var read = await socket.ReceiveAsync(answer.AsMemory(length), CancellationToken.None);
                    length += read > 0 ? read : throw new IOException($"{load.Stations[station].Mn}: the gateway closed the connection");
                }
                while (answer[length - 1] != '\n');
                times.Acknowledged(Stopwatch.GetElapsedTime(started), answer.AsSpan(0, length).IndexOf("CN=9014"u8) >= 0);
                Interlocked.Increment(ref acknowledged);
                if (Stopwatch.GetElapsedTime(started) is var taken && taken < interval)
                {
                    await Task.Delay(interval - taken, clock, stop);
                }
            }
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // Between two messages: nothing is under way.
        }
    }

    private ReadOnlyMemory<byte> Frame(int station, int count)
    {
        // A second of its own for every message of a station, as a key must be.
        var time = interval > TimeSpan.Zero ? clock.GetUtcNow() : begun.AddHours(-20).AddSeconds(count);
        var at = DateTimeOffset.FromUnixTimeSeconds(time.ToUnixTimeSeconds());
        var section = load.Stations[station];
        var mark = Marks[count % Marks.Length];
        var phase = (count + station) % 20;
        var data = load.Hj212Data(station, at, isBad: phase is 10 or 11) + $";{mark}-Rtd=0.01,{mark}-Flag=N";
        var output = new ArrayBufferWriter<byte>(1024);
        Hj212Writer.Write(new Hj212Message(ChinaTime.Of(clock.GetUtcNow()).ToString("yyyyMMddHHmmssfff"), "21", 2011, "123456", section.Mn, Hj212Flag.AnswerWanted, data), output);
        // Where the river is bad anyway the first of the pair tells it, or nothing does.
        var raisesAlert = phase == 11 && count > 0 && !load.IsBad(station, at) && !load.IsBad(station, at - Pair);
        times.Sent(section.Station.Value, mark, raisesAlert);
        return output.WrittenMemory;
    }
}
