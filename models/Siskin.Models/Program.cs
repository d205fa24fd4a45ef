using Siskin.Models.Commands;

return await ToolCommand.RunAsync(args);
