namespace Siskin.Agent.Tests.Harness;

/// <summary>
/// A process knows one library of the NPU's provider at a time: tests that use it take turns. And they run while no
/// others do: what the NPU leaves behind is seen in the memory of the whole process, and would be seen by others.
/// </summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class OneLibrary
{
    public const string Name = "provider library";
}
