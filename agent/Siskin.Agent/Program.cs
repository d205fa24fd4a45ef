using Siskin.Agent.Commands;

return await CommandLine.RunAsync(args);
