using Microsoft.ML.OnnxRuntime;
using Siskin.Runtime.Providers;
using Xunit;

namespace Siskin.Runtime.Tests.Providers;

public sealed class ComputeEnvironmentTests
{
    [Fact]
    public void An_environment_that_somebody_else_made_meanwhile_is_taken_as_it_is()
    {
        _ = OrtEnv.Instance();

        Assert.False(ComputeEnvironment.Create(2, spin: false));
    }
}
