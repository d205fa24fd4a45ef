using System.Reflection;
using System.Text.Json;
using Siskin.Models.Tasks;
using Siskin.Runtime.Bundles;
using Siskin.Runtime.Toml;

namespace Siskin.Models.Recipes;

/// <summary>What is wrong with a recipe, said before hours of training and not in the middle of them.</summary>
internal static class RecipeCheck
{
    /// <summary>
    /// The first key of a file that no recipe has, as "training.muon_rat", and its line; null when all are known.
    /// </summary>
    public static (string Key, int Line)? UnknownKey(TomlSection file) => UnknownKey(typeof(Recipe), file, "");

    /// <summary>The first thing that cannot be trained; null when all can.</summary>
    public static string? Validate(Recipe recipe)
    {
        var phases = recipe.Phases();
        if (recipe.QuestionLanguage is { } language && language != BundleManifest.KnownQuestionLanguage)
            return $"question_language is {language}; allowed: {BundleManifest.KnownQuestionLanguage}";
        try
        {
            recipe.Model.Validate();
            foreach (var phase in phases)
            {
                foreach (var tasks in phase.Stages.Select(stage => stage.Tasks).Append(phase.Tasks))
                    TaskCatalog.Of(tasks);
            }
        }
        catch (ArgumentException error)
        {
            return error.Message;
        }

        if (phases.Any(phase => phase.AverageEnd) && !phases[^1].AverageEnd)
            return $"[[finish]] {phases.Count - 1}: average_end is wanted here too: what is exported is the "
                + "mean, and the last phase would not be part of it";
        return phases
            .Select((phase, i) => Validate(phase, i == 0 ? "[training]" : $"[[finish]] {i}: training"))
            .FirstOrDefault(objection => objection is not null);
    }

    private static string? Validate(TrainingPhase phase, string place)
    {
        var options = phase.Training;
        if (!phase.Tasks.Values.Any(weight => weight > 0))
            return $"{place}: no task has a weight above 0";
        (string Key, double Value, double Min)[] min =
        [
            (nameof(options.Steps), options.Steps, 1),
            (nameof(options.BatchSize), options.BatchSize, 1),
            (nameof(options.GroupSize), options.GroupSize, 1),
            (nameof(options.FrameUses), options.FrameUses, 1),
            (nameof(options.MuonRate), options.MuonRate, double.Epsilon),
            (nameof(options.AdamRate), options.AdamRate, double.Epsilon),
            (nameof(options.WeightDecay), options.WeightDecay, 0),
            (nameof(options.ClipNorm), options.ClipNorm, double.Epsilon),
            (nameof(options.WarmupSteps), options.WarmupSteps, 0),
            (nameof(options.DecaySteps), options.DecaySteps, 0),
            (nameof(options.ValidateEvery), options.ValidateEvery, 0),
            (nameof(options.ValidationSamples), options.ValidationSamples, 1),
            (nameof(options.CheckpointEvery), options.CheckpointEvery, 1),
        ];
        foreach (var (key, value, lowest) in min)
        {
            if (!(value >= lowest))
                return $"{place} {NameOf(key)} is {value}; allowed: {(lowest is double.Epsilon ? "above 0" : $"{lowest} or more")}";
        }

        return null;
    }

    private static (string Key, int Line)? UnknownKey(Type type, TomlSection table, string place)
    {
        var known = type.GetProperties(BindingFlags.Public | BindingFlags.Instance)
            .ToDictionary(property => NameOf(property.Name));
        foreach (var (key, entry) in table.Entries)
        {
            if (!known.TryGetValue(key, out var property))
                return (place + key, entry.Line);
            var inner = property.PropertyType;
            var path = $"{place}{key}.";
            var unknown = entry.Value switch
            {
                TomlSection one when !IsFree(inner) => UnknownKey(inner, one, path),
                IReadOnlyList<TomlSection> many => many.Select(each =>
                        UnknownKey(inner.GetGenericArguments()[0], each, path)
                    )
                    .FirstOrDefault(found => found is not null),
                _ => null,
            };
            if (unknown is not null)
                return unknown;
        }

        return null;
    }

    // The names of tasks are judged by the catalogue.
    private static bool IsFree(Type type) =>
        type.IsGenericType && type.GetGenericTypeDefinition() == typeof(Dictionary<,>);

    private static string NameOf(string property) => JsonNamingPolicy.SnakeCaseLower.ConvertName(property);
}
