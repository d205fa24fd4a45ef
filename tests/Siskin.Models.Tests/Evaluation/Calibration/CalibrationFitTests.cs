using Siskin.Models.Evaluation.Calibration;
using Siskin.Runtime.Bundles;
using Xunit;

namespace Siskin.Models.Tests.Evaluation.Calibration;

public sealed class CalibrationFitTests
{
    [Fact]
    public void Overconfident_answers_become_as_sure_as_they_are_right()
    {
        var fitted = Draw(20_000, seed: 1, logit => (0.5 * logit) - 0.5);
        var others = Draw(20_000, seed: 2, logit => (0.5 * logit) - 0.5);

        var calibration = CalibrationFit.Of(fitted, target: 0.9);
        var before = With(others, null);
        var after = With(others, calibration);

        Assert.True(before.Error > 0.1);
        Assert.InRange(after.Error, 0, 0.02);
        Assert.Equal(0.5, calibration.Scale, 0.03);
        Assert.Equal(-0.5, calibration.Offset, 0.06);
    }

    [Fact]
    public void Sure_answers_keep_the_target_on_other_samples_where_the_curve_alone_would_not()
    {
        // A tenth of the answers is wrong whatever its likelihood: no sigmoid goes through that.
        var fitted = Draw(20_000, seed: 1, Stubborn);
        var others = Draw(20_000, seed: 2, Stubborn);

        var after = With(others, CalibrationFit.Of(fitted, target: 0.97));

        Assert.True(after.Sure > 500, $"{after.Sure} sure answers");
        Assert.InRange(after.SurePercent!.Value, 97, 100);

        static double Stubborn(double logit) => logit < 6 ? Math.Min(logit, 2) : 5;
    }

    [Fact]
    public void Nobody_is_sure_where_no_answers_keep_the_target()
    {
        var answers = Draw(3_000, seed: 1, _ => 1);

        Assert.Equal(0, With(answers, CalibrationFit.Of(answers, target: 0.97)).Sure);
    }

    [Fact]
    public void Nobody_is_sure_on_too_few_samples()
    {
        ScoredAnswer[] answers = [.. Enumerable.Repeat(new ScoredAnswer(0.999, 0.999, Right: true), 60)];

        Assert.Equal(0, With(answers, CalibrationFit.Of(answers, target: 0.97)).Sure);
    }

    [Fact]
    public void Surer_answers_that_are_right_less_often_still_get_a_rising_curve()
    {
        var answers = Draw(3_000, seed: 1, logit => -logit);

        var calibration = CalibrationFit.Of(answers, target: 0.97);

        Assert.Equal(ConfidenceCalibration.MinScale, calibration.Scale);
        Assert.Equal(0, With(answers, calibration).Sure);
    }

    private static Reliability With(IEnumerable<ScoredAnswer> answers, ConfidenceCalibration? calibration) =>
        Reliability.Of([.. answers.Select(a => a with { Confidence = calibration?.Of(a.Likelihood) ?? a.Likelihood })]);

    /// <summary>Answers with likelihoods of all sizes, right with a probability whose logit is given.</summary>
    private static ScoredAnswer[] Draw(int count, int seed, Func<double, double> rightLogit)
    {
        var random = new Random(seed);
        var answers = new ScoredAnswer[count];
        for (var i = 0; i < count; i++)
        {
            var logit = (random.NextDouble() * 12) - 3;
            var right = random.NextDouble() < 1 / (1 + Math.Exp(-rightLogit(logit)));
            answers[i] = new ScoredAnswer(1 / (1 + Math.Exp(-logit)), 0, right);
        }

        return answers;
    }
}
