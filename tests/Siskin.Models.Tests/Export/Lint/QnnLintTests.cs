using Siskin.Models.Export;
using Siskin.Models.Export.Lint;
using Siskin.Models.Export.Onnx;
using Siskin.Runtime.Bundles;
using Xunit;

namespace Siskin.Models.Tests.Export.Lint;

public sealed class QnnLintTests : IClassFixture<QnnLintTests.Fixture>
{
    private readonly Fixture _fixture;

    public QnnLintTests(Fixture fixture) => _fixture = fixture;

    public static TheoryData<string> Rules => [.. QnnLint.Rules.Select(rule => rule.Name)];

    [Fact]
    public void What_the_exporter_writes_breaks_no_rule()
    {
        (var findings, var graphs) = QnnLint.Check(_fixture.Bundle);

        Assert.Empty(findings);
        var written = _fixture.Variant.Static!;
        Assert.Equal(written.Canvases.Count + written.Lengths.Count + 1, graphs);
    }

    [Fact]
    public void Bundles_in_the_tree_break_no_rule()
    {
        var bundles = Repository.PathOf("models", "bundles");
        Assert.NotEmpty(Directory.GetDirectories(bundles));
        foreach (var folder in Directory.GetDirectories(bundles))
            Assert.Empty(QnnLint.Check(BundleReader.Open(folder)).Findings);
    }

    [Fact]
    public void Every_rule_has_a_graph_that_breaks_it() =>
        Assert.Equal(BrokenGraphs.ByRule.Keys.Order(), QnnLint.Rules.Select(rule => rule.Name).Order());

    [Theory]
    [MemberData(nameof(Rules))]
    public void A_broken_graph_is_found(string rule)
    {
        (var graph, var change) = BrokenGraphs.ByRule[rule];
        var model = _fixture.Load(graph);
        Assert.Empty(QnnLint.Check(graph, new LintGraph(model)));
        change(model);

        LintFinding[] found = [.. QnnLint.Check(graph, new LintGraph(model)).Where(finding => finding.Rule == rule)];

        Assert.NotEmpty(found);
        Assert.All(
            found,
            finding =>
                Assert.All(
                    [finding.File, finding.Node, finding.Problem, finding.Mend],
                    text => Assert.False(string.IsNullOrWhiteSpace(text))
                )
        );
    }

    [Theory]
    [InlineData("an output of the graph")]
    [InlineData("shared with other operators")]
    [InlineData("does not go to QuantizeLinear alone")]
    public void Every_way_to_leave_a_node_unit_is_found(string problem)
    {
        var model = _fixture.Load("decoder");
        var node = BrokenGraphs.First(model, "Sigmoid");
        var other = BrokenGraphs.First(model, "Softmax");
        switch (problem)
        {
            case "an output of the graph":
                model.Graph.Outputs.Add(new ValueInfoProto(node.Outputs[0], ElementType.UInt16, [1]));
                break;
            case "shared with other operators":
                other.Inputs[0] = node.Inputs[0];
                break;
            default:
                other.Inputs[0] = node.Outputs[0];
                break;
        }

        Assert.Contains(
            QnnLint.Check("decoder", new LintGraph(model)),
            finding => finding.Rule == "node-unit" && finding.Problem.Contains(problem, StringComparison.Ordinal)
        );
    }

    [Theory]
    [InlineData(-1, false)]
    [InlineData(0, true)]
    public void Only_a_norm_over_another_axis_than_the_last_is_found(int axis, bool found)
    {
        var model = _fixture.Load("decoder");
        var node = BrokenGraphs.First(model, "RMSNormalization");
        node.OpType = "LayerNormalization";
        node.Attribute("axis")!.Int = axis;

        Assert.Equal(
            found,
            QnnLint
                .Check("decoder", new LintGraph(model))
                .Any(finding => finding.Rule == "layer-norm" && finding.Node == node.Name)
        );
    }

    // A square matrix, so that its scales are as many along either axis.
    [Theory]
    [InlineData(1, false)]
    [InlineData(0, true)]
    public void The_scales_of_a_matrix_that_is_multiplied_by_stand_along_its_columns(int axis, bool found)
    {
        var model = _fixture.Load("decoder");
        var node = model.Graph.Nodes.First(one =>
            one.OpType == "Gemm"
            && new LintGraph(model).Weight(one, 1) is { Dims: [var rows, var columns] }
            && rows == columns
        );
        BrokenGraphs.Producer(model, node.Inputs[1]).Attribute("axis")!.Int = axis;
        node.OpType = "MatMul";
        node.Inputs.RemoveAt(2);
        node.Attributes.Clear();

        Assert.Equal(
            found,
            QnnLint
                .Check("decoder", new LintGraph(model))
                .Any(finding => finding.Rule == "channel-axis" && finding.Node == node.Name)
        );
    }

    [Fact]
    public void A_window_that_changes_its_scale_from_step_to_step_is_found()
    {
        var graphs = _fixture.All(model =>
        {
            if (model.Graph.Inputs.Any(input => input.Name == "past_key.0"))
            {
                var reader = model.Graph.Nodes.First(node => node.Inputs.Contains("past_key.0"));
                BrokenGraphs.Requantize(model, reader, 0.5f, BrokenGraphs.Steps(32768));
            }
        });

        var finding = Assert.Single(VariantRules.Check(_fixture.Variant, _fixture.Bundle.Manifest.Model, graphs));

        Assert.Equal((VariantRules.Tied, "qnn-a16w8/decoder.onnx"), (finding.Rule, finding.File));
    }

    [Fact]
    public void A_manifest_that_states_other_numbers_is_found()
    {
        var stated = _fixture.Variant.Static!;
        var changed = _fixture.Variant with
        {
            Static = stated with { Quantization = stated.Quantization with { Logits = new LinearQuantization(1, 7) } },
        };

        var finding = Assert.Single(
            VariantRules.Check(changed, _fixture.Bundle.Manifest.Model, _fixture.All(_ => { }))
        );

        Assert.Equal((VariantRules.Manifest, "logits"), (finding.Rule, finding.Node));
    }

    public sealed class Fixture : IDisposable
    {
        private readonly string _root = Directory.CreateTempSubdirectory("lint").FullName;

        public Fixture()
        {
            RandomBundle.Write(_root, TestModel.Options, seed: 1, BundleVariantPlan.Named("qnn-a16w8"));
            Bundle = BundleReader.Open(_root);
        }

        public Bundle Bundle { get; }

        public BundleVariant Variant => Bundle.Variant("qnn-a16w8");

        internal ModelProto Load(string graph) => ModelProto.Load(Bundle.PathOf($"qnn-a16w8/{graph}.onnx"));

        internal Dictionary<string, LintGraph> All(Action<ModelProto> change) =>
            Variant
                .Static!.Canvases.Select(canvas => canvas.File)
                .Concat(Variant.Static.Lengths.Select(length => length.File))
                .Append(Variant.Decoder)
                .ToDictionary(
                    file => file,
                    file =>
                    {
                        var model = ModelProto.Load(Bundle.PathOf(file));
                        change(model);
                        return new LintGraph(model);
                    }
                );

        public void Dispose() => Directory.Delete(_root, recursive: true);
    }
}
