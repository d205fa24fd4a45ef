using Siskin.Models.Training.Distillation;
using Xunit;
using static TorchSharp.torch;

namespace Siskin.Models.Tests.Training.Distillation;

/// <summary>Both distances against values computed by hand, and their gradients against differences.</summary>
public sealed class DistillationLossTests
{
    // Weights 1, 2, 1 and 1, 1, 2: at T = 1 the student says 0.25, 0.5, 0.25 and the teacher 0.25, 0.25, 0.5; at T = 2
    // the weights are their roots: 0.2929, 0.4142, 0.2929 and 0.2929, 0.2929, 0.4142.
    private static readonly double[] Student = [0, Math.Log(2), 0];
    private static readonly double[] Teacher = [0, 0, Math.Log(2)];

    [Theory]
    [InlineData(1, 1.213008)] // 0.25 ln 4 + 0.25 ln 2 + 0.5 ln 4
    [InlineData(2, 4 * 1.126438)]
    public void The_soft_cross_entropy_has_the_teachers_distribution_as_target(double temperature, double expected) =>
        Assert.Equal(expected, Of(new SoftCrossEntropy(temperature), Student, Teacher), tolerance: 1e-5);

    [Theory]
    [InlineData(1, 0.173287)] // 0.5 ln 2 - 0.25 ln 2
    [InlineData(2, 4 * 0.042046)]
    public void The_reverse_divergence_weighs_by_the_student(double temperature, double expected) =>
        Assert.Equal(expected, Of(new ReverseDivergence(temperature), Student, Teacher), tolerance: 1e-5);

    [Fact]
    public void A_student_that_says_what_the_teacher_says_has_no_divergence() =>
        Assert.Equal(0, Of(new ReverseDivergence(1), Teacher, Teacher), tolerance: 1e-9);

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Tokens_that_do_not_count_are_no_part_of_the_mean(bool reverse)
    {
        IDistillationLoss loss = reverse ? new ReverseDivergence(1) : new SoftCrossEntropy(1);
        var alone = Of(loss, Student, Teacher);

        using var student = tensor((double[])[.. Student, 90, -90, 7], [2, 3]);
        using var teacher = tensor((double[])[.. Teacher, -40, 70, 1], [2, 3]);
        using var counted = tensor(new[] { true, false });
        using var both = loss.Measure(student, teacher, counted);

        Assert.Equal(alone, both.item<double>(), tolerance: 1e-9);
    }

    [Theory]
    [InlineData(false, 1)]
    [InlineData(false, 2.5)]
    [InlineData(true, 1)]
    [InlineData(true, 2.5)]
    public void Gradients_agree_with_finite_differences(bool reverse, double temperature)
    {
        IDistillationLoss loss = reverse ? new ReverseDivergence(temperature) : new SoftCrossEntropy(temperature);
        double[] at = [0.3, -1.2, 0.7, 2.1, 0.4, -0.6];
        using var teacher = tensor(new[] { 1.1, 0.2, -0.4, -0.3, 0.9, 0.5 }, [2, 3]);
        using var counted = tensor(new[] { true, true });
        using var student = tensor(at, [2, 3], requires_grad: true);
        using var value = loss.Measure(student, teacher, counted);
        value.backward();
        var gradient = student.grad!.data<double>().ToArray();

        const double Step = 1e-5;
        for (var i = 0; i < at.Length; i++)
        {
            var difference = (Moved(i, Step) - Moved(i, -Step)) / (2 * Step);
            Assert.Equal(difference, gradient[i], tolerance: 1e-7);
        }

        double Moved(int place, double by)
        {
            var moved = (double[])at.Clone();
            moved[place] += by;
            using var logits = tensor(moved, [2, 3]);
            using var there = loss.Measure(logits, teacher, counted);
            return there.item<double>();
        }
    }

    [Fact]
    public void The_teacher_gets_no_gradient()
    {
        using var student = tensor(Student, [1, 3], requires_grad: true);
        using var teacher = tensor(Teacher, [1, 3], requires_grad: true);
        using var counted = tensor(new[] { true });
        using var value = new ReverseDivergence(1).Measure(student, teacher, counted);
        value.backward();

        Assert.Null(teacher.grad);
        Assert.NotNull(student.grad);
    }

    private static double Of(IDistillationLoss loss, double[] student, double[] teacher)
    {
        using var ofStudent = tensor(student, [1, student.Length]);
        using var ofTeacher = tensor(teacher, [1, teacher.Length]);
        using var counted = tensor(new[] { true });
        using var value = loss.Measure(ofStudent, ofTeacher, counted);
        return value.item<double>();
    }
}
