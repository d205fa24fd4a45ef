using Siskin.Fleet.Commands;

return await FleetCommandLine.RunAsync(args);
