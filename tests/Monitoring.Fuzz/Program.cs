using System.CommandLine;
using Monitoring.Fuzz;

var minutes = new Option<double>("--minutes") { Description = "How long each target is given inputs", DefaultValueFactory = _ => 10 };
var decoders = new Option<string[]>("--decoder") { Description = "Only these targets", AllowMultipleArgumentsPerToken = true };
var seed = new Option<ulong?>("--seed") { Description = "What the inputs follow from; random unless given, and printed" };
var run = new Option<long?>("--run") { Description = "Only this one input of the seed" };
var parallel = new Option<int>("--parallel") { Description = "Targets at the same time, each in a process of its own", DefaultValueFactory = _ => Environment.ProcessorCount };
decoders.AcceptOnlyFromAmong([.. FuzzTargets.Names]);

var root = new RootCommand("Mutation fuzzing of every decoder that takes bytes from outside") { minutes, decoders, seed, run, parallel };
root.SetAction(async (arguments, stop) =>
{
    var chosen = arguments.GetValue(decoders) is { Length: > 0 } some ? some : [.. FuzzTargets.Names];
    var from = arguments.GetValue(seed) ?? (ulong)Random.Shared.NextInt64();
    return chosen is [var only]
        ? await OneTarget.Run(only, from, TimeSpan.FromMinutes(arguments.GetValue(minutes)), arguments.GetValue(run), Findings.Folder)
        : await ManyTargets.Run(chosen, from, arguments.GetValue(minutes), arguments.GetValue(parallel), stop);
});
return await root.Parse(args).InvokeAsync();
