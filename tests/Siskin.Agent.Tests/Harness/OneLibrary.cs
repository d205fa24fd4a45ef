namespace Siskin.Agent.Tests.Harness;

/// <summary>A process knows one library of the NPU's provider at a time: tests that use it take turns.</summary>
[CollectionDefinition(Name)]
public sealed class OneLibrary
{
    public const string Name = "provider library";
}
