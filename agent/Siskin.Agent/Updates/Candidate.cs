using Siskin.Agent.Models;
using Siskin.Agent.Providers;
using Siskin.Runtime.Inference;

namespace Siskin.Agent.Updates;

/// <summary>A bundle that is loaded beside the one that answers.</summary>
/// <param name="Model">What of it the CPU runs.</param>
/// <param name="Canary">Its question whose answer is known, or null.</param>
/// <param name="Complete">Adds what an accelerator runs, when the other bundle is unloaded; null where none is
/// used.</param>
internal sealed record Candidate(IModel Model, Canary? Canary, Func<ServedModel>? Complete);
