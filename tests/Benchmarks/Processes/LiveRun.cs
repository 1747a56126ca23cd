using System.Diagnostics;
using System.Net;
using Monitoring.Benchmarks.Figures;
using Monitoring.Benchmarks.Load;

namespace Monitoring.Benchmarks.Processes;

/// <summary>Devices that send and somebody who listens while a figure is taken, with what the programs hold in memory.</summary>
internal sealed class LiveRun(ServedProduct product, WaterLoad load, TimeSpan interval, TimeProvider clock)
{
    private static readonly TimeSpan LookEvery = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    // 569 connections, registrations and the compiler's work come at once and once.
    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(30);
    private readonly LiveTimes times = new();
    private readonly CancellationTokenSource stopSending = new();
    private readonly CancellationTokenSource stopListening = new();
    private readonly TaskCompletionSource listening = new();
    private readonly List<(double Second, long Gateway, long Backend)> memory = [];
    private readonly Stopwatch since = new();
    private bool isWarm;
    private EventListener? listener;
    private Task sending = Task.CompletedTask;
    private Task hearing = Task.CompletedTask;

    public LiveDevices Devices { get; private set; } = null!;

    public async Task Begin()
    {
        listener = new EventListener(product.Client, times);
        Devices = new LiveDevices(load, IPEndPoint.Parse(product.Gateway["hj212"]), interval, times, clock);
        hearing = listener.Run(listening, stopListening.Token);
        await listening.Task;
        sending = Devices.Run(stopSending.Token);
        since.Start();
    }

    /// <summary>Looks every second, as long as a condition holds.</summary>
    public async Task Watch(Func<Task<bool>> goesOn, TimeSpan most)
    {
        while (await goesOn())
        {
            memory.Add((since.Elapsed.TotalSeconds, product.Gateway.ResidentBytes, product.Backend.ResidentBytes));
            if (memory.Count % 15 == 0)
            {
                Say(await product.PendingRows());
            }

            if (!isWarm && since.Elapsed > WarmUp)
            {
                isWarm = true;
                times.Forget();
            }

            if (since.Elapsed > most)
            {
                throw new TimeoutException($"not done after {most}; {await product.PendingRows()} messages are left");
            }

            await Task.Delay(LookEvery, clock);
        }
    }

    /// <summary>Ends when what they sent is answered.</summary>
    public async Task StopDevices()
    {
        await stopSending.CancelAsync();
        await sending;
    }

    /// <summary>Stops the devices, lets everything arrive and counts it.</summary>
    public async Task<long> EndAndCount()
    {
        await StopDevices();
        var left = 1L;
        for (var waited = Stopwatch.StartNew(); left > 0 && waited.Elapsed < Patience; await Task.Delay(LookEvery, clock))
        {
            left = await product.PendingRows();
        }

        await stopListening.CancelAsync();
        await hearing;
        return await product.StopAndCountReadings();
    }

    public void Report(Report report)
    {
        Figures.Report.Say($"live: {Devices.Sent:N0} sent, {Devices.Acknowledged:N0} answered, {times.Refused} not acknowledged; {times.ToEvent.Count:N0} events heard, {times.Awaited} not, {listener!.Missed} times told that some were left out{(isWarm ? $"; times are those after the first {WarmUp.TotalSeconds:F0} s" : "")}");
        Row("device to acknowledgement", times.ToAcknowledgement, "–");
        Row("device to event", times.ToEvent, "p99 2 s");
        Row("device to alert", times.ToAlert, "p99 2 s");
        if (memory.Count > 0)
        {
            Figures.Report.Say($"memory: gateway {Steps(m => m.Gateway)} MB; backend {Steps(m => m.Backend)} MB (tenths of the run)");
            report.Row("most memory, gateway and backend", memory.Max(m => m.Gateway + m.Backend) >> 20, "MB", "bounded");
        }

        void Row(string what, IReadOnlyCollection<TimeSpan> of, string target)
        {
            if (of.Count > 0)
            {
                report.Row($"{what}, p50", LiveTimes.Percentile(of, 0.5), "s", target);
                report.Row($"{what}, p99 of {of.Count}", LiveTimes.Percentile(of, 0.99), "s", target);
            }
        }
    }

    private void Say(long pending) => Figures.Report.Say(
        $"{since.Elapsed.TotalSeconds,6:F0} s  {pending,9:N0} pending  gateway {product.Gateway.ResidentBytes >> 20} MB {product.Gateway.ProcessorTime.TotalSeconds:F0} s  backend {product.Backend.ResidentBytes >> 20} MB {product.Backend.ProcessorTime.TotalSeconds:F0} s  event p99 {LiveTimes.Percentile(times.ToEvent, 0.99):F2} s of {times.ToEvent.Count}");

    private string Steps(Func<(double Second, long Gateway, long Backend), long> of) =>
        string.Join(' ', Enumerable.Range(0, 11).Select(i => of(memory[Math.Min(memory.Count - 1, i * memory.Count / 10)]) >> 20));
}
