using Xunit;

namespace Siskin.Runtime.Tests.Providers;

/// <summary>A process knows one library of the provider's name at a time: these tests take turns.</summary>
[CollectionDefinition(Name)]
public sealed class OneLibrary
{
    public const string Name = "provider library";
}
