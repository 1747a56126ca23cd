using Monitoring.Simulator.Devices;
using Monitoring.Simulator.Lines;
using Monitoring.Simulator.Tests.Gateways;
using Monitoring.Testing;

namespace Monitoring.Simulator.Tests;

public sealed class TcpExchangeTests
{
    private readonly ManualTimeProvider time = new(DateTimeOffset.UnixEpoch.AddYears(56));

    [Fact]
    public async Task An_acknowledged_message_ends_the_exchange()
    {
        await using var gateway = new ListeningGateway();
        await using var line = new RunningLine(LineOpeners.Tcp(gateway.Endpoint), new Hj212Dialect(), time);
        var outcome = await Eventually.Ends(line.Send());
        outcome.Result.ShouldBe(ExchangeResult.Acknowledged);
        outcome.Detail.ShouldContain("CN=9014");
        gateway.Messages.Single().Cp.ShouldBe("DataTime=20261121080000;w01001-Rtd=7.21,w01001-Flag=N");
    }

    [Fact]
    public async Task Without_an_answer_the_same_qn_is_sent_again_after_ten_seconds_three_times_at_most()
    {
        await using var gateway = new ListeningGateway((_, _) => Reaction.Ignore);
        await using var line = new RunningLine(LineOpeners.Tcp(gateway.Endpoint), new Hj212Dialect(), time);
        var exchange = line.Send();
        for (var sent = 1; sent <= 4; sent++)
        {
            await Eventually.True(() => gateway.Messages.Count == sent && time.WaitingTimers > 0);
            time.Advance(TimeSpan.FromSeconds(10));
        }

        (await Eventually.Ends(exchange)).Result.ShouldBe(ExchangeResult.Unanswered);
        gateway.Messages.Select(m => m.Qn).Distinct().ShouldHaveSingleItem();
        line.Counters.Repeated.ShouldBe(3);
    }

    [Fact]
    public async Task A_repeat_that_is_answered_ends_the_exchange()
    {
        await using var gateway = new ListeningGateway((_, n) => n == 1 ? Reaction.Ignore : Reaction.Acknowledge);
        await using var line = new RunningLine(LineOpeners.Tcp(gateway.Endpoint), new Hj212Dialect(), time);
        var exchange = line.Send();
        await Eventually.True(() => gateway.Messages.Count == 1 && time.WaitingTimers > 0);
        time.Advance(TimeSpan.FromSeconds(10));
        (await Eventually.Ends(exchange)).Result.ShouldBe(ExchangeResult.Acknowledged);
        line.Counters.Repeated.ShouldBe(1);
    }

    [Fact]
    public async Task A_lost_connection_is_opened_again_and_the_message_sent_again()
    {
        await using var gateway = new ListeningGateway((_, n) => n == 1 ? Reaction.Hang : Reaction.Acknowledge);
        await using var line = new RunningLine(LineOpeners.Tcp(gateway.Endpoint), new Hj212Dialect(), time);
        var exchange = line.Send();
        await Eventually.True(() =>
        {
            time.Advance(TimeSpan.FromMilliseconds(100));
            return exchange.IsCompleted;
        });
        (await exchange).Result.ShouldBe(ExchangeResult.Acknowledged);
        gateway.Connections.ShouldBe(2);
        gateway.Messages.Select(m => m.Qn).Distinct().ShouldHaveSingleItem();
        line.Counters.Reconnects.ShouldBe(1);
    }

    [Fact]
    public async Task A_refused_message_is_told_from_a_device_that_is_not_let_in()
    {
        await using var gateway = new ListeningGateway((m, _) => m.Mn == "A2" ? Reaction.RefuseDevice : Reaction.RefuseMessage);
        await using var line = new RunningLine(LineOpeners.Tcp(gateway.Endpoint), new Hj212Dialect(), time);
        (await Eventually.Ends(line.Send("A1"))).Result.ShouldBe(ExchangeResult.Refused);
        var notAdmitted = await Eventually.Ends(line.Send("A2"));
        notAdmitted.Result.ShouldBe(ExchangeResult.NotAdmitted);
        notAdmitted.Detail.ShouldContain("QnRtn=4");
    }

    [Fact]
    public async Task Many_devices_share_a_connection_and_each_gets_its_own_answer()
    {
        await using var gateway = new ListeningGateway((m, _) => m.Mn == "A7" ? Reaction.RefuseMessage : Reaction.Acknowledge);
        await using var line = new RunningLine(LineOpeners.Tcp(gateway.Endpoint), new Hj212Dialect(), time);
        var outcomes = await Eventually.Ends(Task.WhenAll(Enumerable.Range(0, 50).Select(i => line.Send($"A{i}"))));
        outcomes.Count(o => o.Result == ExchangeResult.Acknowledged).ShouldBe(49);
        outcomes[7].Result.ShouldBe(ExchangeResult.Refused);
        gateway.Connections.ShouldBe(1);
    }

    [Fact]
    public async Task A_gateway_that_is_not_there_is_named_when_the_line_gives_up()
    {
        Endpoint gone;
        await using (var gateway = new ListeningGateway())
        {
            gone = gateway.Endpoint;
        }

        await using var line = new RunningLine(LineOpeners.Tcp(gone), new Hj212Dialect(), time, giveUpAfter: 1);
        var outcome = await Eventually.Ends(line.Send());
        outcome.Result.ShouldBe(ExchangeResult.Unanswered);
        outcome.Detail.ShouldContain(gone.ToString());
    }
}
