using System.CommandLine;
using System.Reflection;
using Siskin.Agent.Tests.Docs;
using Siskin.Models.Commands;
using Xunit;

namespace Siskin.Models.Tests.Docs;

/// <summary>What the documentation names of the toolchain is there.</summary>
public sealed class DocumentationTests
{
    [Fact]
    public void Commands_and_options_of_siskin_models_exist()
    {
        var root = (RootCommand)
            typeof(ToolCommand).GetMethod("Create", BindingFlags.NonPublic | BindingFlags.Static)!.Invoke(null, null)!;

        Assert.Empty(new OptionCheck("siskin-models", root, page => page.IsAboutModels).Problems());
    }
}
